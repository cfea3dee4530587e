@NullMarked
package signalbox.house.planted.client;

import org.jspecify.annotations.NullMarked;
