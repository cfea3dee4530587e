/// What a tool may ask of the client that called it, and how the answers come back.
@NullMarked
package signalbox.kit.input;

import org.jspecify.annotations.NullMarked;
