/// What the shop does, through its tools.
@NullMarked
package signalbox.retail;

import org.jspecify.annotations.NullMarked;
