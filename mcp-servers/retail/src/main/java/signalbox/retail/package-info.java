/// The order desk.
@NullMarked
package signalbox.retail;

import org.jspecify.annotations.NullMarked;
