/// The wire `anthropic-messages`, towards providers and towards callers.
@NullMarked
package signalbox.host.wire.messages;

import org.jspecify.annotations.NullMarked;
