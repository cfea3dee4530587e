/// The wire `openai-chat`, towards providers and towards callers.
@NullMarked
package signalbox.host.wire.chat;

import org.jspecify.annotations.NullMarked;
