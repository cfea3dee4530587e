/// Who is told of changes.
@NullMarked
package signalbox.kit.notice;

import org.jspecify.annotations.NullMarked;
