/// What callers spend in a day, against their limit.
@NullMarked
package signalbox.host.ledger.spending;

import org.jspecify.annotations.NullMarked;
