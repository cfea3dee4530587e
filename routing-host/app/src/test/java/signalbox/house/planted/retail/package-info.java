@NullMarked
package signalbox.house.planted.retail;

import org.jspecify.annotations.NullMarked;
