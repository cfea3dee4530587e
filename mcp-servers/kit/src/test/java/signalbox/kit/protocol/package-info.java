@NullMarked
package signalbox.kit.protocol;

import org.jspecify.annotations.NullMarked;
