@NullMarked
package signalbox.house.planted.kit.legacy;

import org.jspecify.annotations.NullMarked;
