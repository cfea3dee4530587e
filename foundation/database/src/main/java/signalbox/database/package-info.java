/// PostgreSQL: the embedded one or any other, and each room's migrations.
@NullMarked
package signalbox.database;

import org.jspecify.annotations.NullMarked;
