@NullMarked
package signalbox.descriptor;

import org.jspecify.annotations.NullMarked;
