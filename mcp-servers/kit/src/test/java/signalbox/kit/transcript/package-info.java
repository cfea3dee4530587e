/// What goes over the wires, message by message, as files that need no code to read.
@NullMarked
package signalbox.kit.transcript;

import org.jspecify.annotations.NullMarked;
