/// The HTTP surface of the host.
@NullMarked
package signalbox.host.api;

import org.jspecify.annotations.NullMarked;
