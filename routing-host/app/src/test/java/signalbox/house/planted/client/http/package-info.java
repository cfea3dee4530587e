@NullMarked
package signalbox.house.planted.client.http;

import org.jspecify.annotations.NullMarked;
