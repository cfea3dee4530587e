@NullMarked
package signalbox.kit.legacy;

import org.jspecify.annotations.NullMarked;
