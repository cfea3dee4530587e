@NullMarked
package signalbox.kit.desk;

import org.jspecify.annotations.NullMarked;
