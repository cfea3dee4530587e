/// The shop's records in PostgreSQL, and the operations on them.
@NullMarked
package signalbox.retail.store;

import org.jspecify.annotations.NullMarked;
