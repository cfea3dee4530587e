/// Version 2 of the tools: typed, idempotent and structured, on the same backend.
@NullMarked
package signalbox.retail.v2;

import org.jspecify.annotations.NullMarked;
