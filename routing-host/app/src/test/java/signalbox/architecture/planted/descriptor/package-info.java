@NullMarked
package signalbox.architecture.planted.descriptor;

import org.jspecify.annotations.NullMarked;
