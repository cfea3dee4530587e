@NullMarked
package signalbox.architecture.planted.kit.feature;

import org.jspecify.annotations.NullMarked;
