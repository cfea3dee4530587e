/// Lists: whole, in order, and of exactly what their reader may use.
@NullMarked
package signalbox.kit.list;

import org.jspecify.annotations.NullMarked;
