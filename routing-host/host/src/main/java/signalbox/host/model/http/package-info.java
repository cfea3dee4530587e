/// The one pooled HTTP client, and models over it.
@NullMarked
package signalbox.host.model.http;

import org.jspecify.annotations.NullMarked;
