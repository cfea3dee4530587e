/// What was decided, dispatched and paid: append-only rows.
@NullMarked
package signalbox.host.ledger;

import org.jspecify.annotations.NullMarked;
