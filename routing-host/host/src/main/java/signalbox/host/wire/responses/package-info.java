/// The wire `openai-responses`: OpenAI's Responses API and the servers compatible with it.
@NullMarked
package signalbox.host.wire.responses;

import org.jspecify.annotations.NullMarked;
