/// The order desk's records in PostgreSQL, and the desk that works on them in the caller's transaction.
@NullMarked
package signalbox.retail.store;

import org.jspecify.annotations.NullMarked;
