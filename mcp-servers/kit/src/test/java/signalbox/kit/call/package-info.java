@NullMarked
package signalbox.kit.call;

import org.jspecify.annotations.NullMarked;
