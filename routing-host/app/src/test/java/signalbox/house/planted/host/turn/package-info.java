@NullMarked
package signalbox.house.planted.host.turn;

import org.jspecify.annotations.NullMarked;
