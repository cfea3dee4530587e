@NullMarked
package signalbox.architecture.planted.kit.legacy;

import org.jspecify.annotations.NullMarked;
