@NullMarked
package signalbox.architecture.planted.kit.modern;

import org.jspecify.annotations.NullMarked;
