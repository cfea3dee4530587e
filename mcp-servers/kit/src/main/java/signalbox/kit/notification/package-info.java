/// Who listens for changes, and what each of them is to be told.
@NullMarked
package signalbox.kit.notification;

import org.jspecify.annotations.NullMarked;
