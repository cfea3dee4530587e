/// Many callers at once on the same connections: none reads what is another's.
@NullMarked
package signalbox.kit.tenant;

import org.jspecify.annotations.NullMarked;
