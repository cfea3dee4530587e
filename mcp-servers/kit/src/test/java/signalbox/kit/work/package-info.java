@NullMarked
package signalbox.kit.work;

import org.jspecify.annotations.NullMarked;
