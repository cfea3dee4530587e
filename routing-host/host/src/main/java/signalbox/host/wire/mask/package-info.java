/// Masks of what providers and third-party servers were shown, over whatever comes back from them.
@NullMarked
package signalbox.host.wire.mask;

import org.jspecify.annotations.NullMarked;
