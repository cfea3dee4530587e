/// Revision 2026-07-28: stateless, one message per request, its envelope in headers and in `_meta`.
///
/// Until the SDK speaks it: everything in here is framing, and an SDK's framing can take its place.
@NullMarked
package signalbox.kit.modern;

import org.jspecify.annotations.NullMarked;
