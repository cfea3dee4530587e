/// The wire `anthropic-messages`.
@NullMarked
package signalbox.host.wire.messages;

import org.jspecify.annotations.NullMarked;
