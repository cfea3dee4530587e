@NullMarked
package signalbox.house.planted.kit.desk;

import org.jspecify.annotations.NullMarked;
