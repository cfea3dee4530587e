/// Random ids that say of what they are.
@NullMarked
package signalbox.ids;

import org.jspecify.annotations.NullMarked;
