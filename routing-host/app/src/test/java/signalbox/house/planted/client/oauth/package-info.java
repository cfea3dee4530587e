@NullMarked
package signalbox.house.planted.client.oauth;

import org.jspecify.annotations.NullMarked;
