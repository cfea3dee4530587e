/// The HTTP surface of the host: its listener, its list of routes, and the endpoints that need no room of their own.
@NullMarked
package signalbox.host.api;

import org.jspecify.annotations.NullMarked;
