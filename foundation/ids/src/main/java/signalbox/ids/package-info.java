/// Random ids with a prefix that names their kind.
@NullMarked
package signalbox.ids;

import org.jspecify.annotations.NullMarked;
