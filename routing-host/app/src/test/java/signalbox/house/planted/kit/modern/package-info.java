@NullMarked
package signalbox.house.planted.kit.modern;

import org.jspecify.annotations.NullMarked;
