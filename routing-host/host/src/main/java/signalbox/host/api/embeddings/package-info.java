/// `POST /v1/embeddings`: vectors for a waiting caller.
@NullMarked
package signalbox.host.api.embeddings;

import org.jspecify.annotations.NullMarked;
