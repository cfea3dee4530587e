@NullMarked
package signalbox.house.planted.kit.wire;

import org.jspecify.annotations.NullMarked;
