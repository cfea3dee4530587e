/// The edge by itself: framing, slow clients, bounds.
@NullMarked
package signalbox.kit.http;

import org.jspecify.annotations.NullMarked;
