@NullMarked
package signalbox.house.planted.kit;

import org.jspecify.annotations.NullMarked;
