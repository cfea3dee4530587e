/// Requests to other servers: bounded in time and size, never redirected, and never to an address that is not public unless
/// its origin is in the configuration.
@NullMarked
package signalbox.http.client;

import org.jspecify.annotations.NullMarked;
