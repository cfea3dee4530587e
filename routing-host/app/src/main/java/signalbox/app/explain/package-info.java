/// Why things went as they did, printed from what the ledger kept.
@NullMarked
package signalbox.app.explain;

import org.jspecify.annotations.NullMarked;
