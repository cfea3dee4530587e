@NullMarked
package signalbox.architecture.planted.host.turn;

import org.jspecify.annotations.NullMarked;
