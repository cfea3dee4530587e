/// Records as JSON: version 1's fields and text, and the strict reader of a `db.json`.
@NullMarked
package signalbox.retail.record;

import org.jspecify.annotations.NullMarked;
