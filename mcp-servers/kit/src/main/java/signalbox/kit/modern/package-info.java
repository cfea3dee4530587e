/// Revision 2026-07-28: stateless, one message per request, with an envelope in headers and in `_meta`.
///
/// Everything here is framing, which an SDK could take over.
@NullMarked
package signalbox.kit.modern;

import org.jspecify.annotations.NullMarked;
