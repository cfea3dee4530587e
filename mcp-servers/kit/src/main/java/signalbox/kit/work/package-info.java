/// How work is carried out: on a thread of its own, in time, few writing calls of a caller at once, and once for a call id.
@NullMarked
package signalbox.kit.work;

import org.jspecify.annotations.NullMarked;
