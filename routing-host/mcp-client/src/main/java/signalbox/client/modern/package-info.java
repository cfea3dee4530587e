/// Revision 2026-07-28: every request stands alone.
@NullMarked
package signalbox.client.modern;

import org.jspecify.annotations.NullMarked;
