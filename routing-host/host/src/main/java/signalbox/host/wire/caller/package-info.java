/// What the formats that callers speak have in common: a body read field by field, and the request it comes to.
@NullMarked
package signalbox.host.wire.caller;

import org.jspecify.annotations.NullMarked;
