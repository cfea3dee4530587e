/// The listener: who may come in, with which message, and the protocol revision it is spoken in.
@NullMarked
package signalbox.kit.listener;

import org.jspecify.annotations.NullMarked;
