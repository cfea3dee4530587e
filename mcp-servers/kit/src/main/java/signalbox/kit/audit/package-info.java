/// What was decided about each call and how it ended, kept in the database.
@NullMarked
package signalbox.kit.audit;

import org.jspecify.annotations.NullMarked;
