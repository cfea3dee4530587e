/// The HTTP edge: bytes in, a head and a body to whoever receives them, one reply or one event stream out.
///
/// It knows nothing of MCP, of callers or of permissions.
@NullMarked
package signalbox.http.server;

import org.jspecify.annotations.NullMarked;
