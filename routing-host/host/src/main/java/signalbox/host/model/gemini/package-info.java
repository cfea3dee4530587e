/// The wire `gemini`.
@NullMarked
package signalbox.host.model.gemini;

import org.jspecify.annotations.NullMarked;
