@NullMarked
package signalbox.client.oauth;

import org.jspecify.annotations.NullMarked;
