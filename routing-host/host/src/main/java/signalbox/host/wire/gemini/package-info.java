/// The wire `gemini`.
@NullMarked
package signalbox.host.wire.gemini;

import org.jspecify.annotations.NullMarked;
