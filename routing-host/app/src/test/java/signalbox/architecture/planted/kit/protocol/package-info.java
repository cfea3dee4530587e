@NullMarked
package signalbox.architecture.planted.kit.protocol;

import org.jspecify.annotations.NullMarked;
