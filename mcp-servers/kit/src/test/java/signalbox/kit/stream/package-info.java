/// Streams and their ends: who is told what, and that nobody works for whoever has gone.
@NullMarked
package signalbox.kit.stream;

import org.jspecify.annotations.NullMarked;
