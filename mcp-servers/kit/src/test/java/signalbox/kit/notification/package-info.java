/// Who is told of changes.
@NullMarked
package signalbox.kit.notification;

import org.jspecify.annotations.NullMarked;
