/// Requests for embeddings, in the formats of their providers and of callers.
@NullMarked
package signalbox.host.wire.embedding;

import org.jspecify.annotations.NullMarked;
