/// Who comes in.
@NullMarked
package signalbox.kit.door;

import org.jspecify.annotations.NullMarked;
