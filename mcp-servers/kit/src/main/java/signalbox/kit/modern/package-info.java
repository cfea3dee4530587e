/// Revision 2026-07-28: stateless, one message per request, with an envelope in headers and in `_meta`.
///
/// Everything in here is framing; docs/decisions/0012 says why it is not the SDK's.
@NullMarked
package signalbox.kit.modern;

import org.jspecify.annotations.NullMarked;
