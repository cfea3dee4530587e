@NullMarked
package signalbox.kit;

import org.jspecify.annotations.NullMarked;
