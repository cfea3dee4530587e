/// Who comes in.
@NullMarked
package signalbox.kit.listener;

import org.jspecify.annotations.NullMarked;
