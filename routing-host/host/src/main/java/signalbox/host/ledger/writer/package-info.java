/// The one way in for rows: many runs' rows in one flush.
@NullMarked
package signalbox.host.ledger.writer;

import org.jspecify.annotations.NullMarked;
