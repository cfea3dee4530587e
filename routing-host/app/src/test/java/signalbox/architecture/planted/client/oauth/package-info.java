@NullMarked
package signalbox.architecture.planted.client.oauth;

import org.jspecify.annotations.NullMarked;
