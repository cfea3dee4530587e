@NullMarked
package signalbox.architecture.planted.kit;

import org.jspecify.annotations.NullMarked;
