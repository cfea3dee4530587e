@NullMarked
package signalbox.kit.feature;

import org.jspecify.annotations.NullMarked;
