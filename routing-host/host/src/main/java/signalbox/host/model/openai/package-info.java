/// The wire `openai-chat`, towards providers and towards callers.
@NullMarked
package signalbox.host.model.openai;

import org.jspecify.annotations.NullMarked;
