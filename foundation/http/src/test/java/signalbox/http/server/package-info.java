/// The edge by itself: framing, slow clients, bounds.
@NullMarked
package signalbox.http.server;

import org.jspecify.annotations.NullMarked;
