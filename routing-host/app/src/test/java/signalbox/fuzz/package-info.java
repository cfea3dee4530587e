/// Inputs made up by the thousand, for every reader of what comes from outside.
@NullMarked
package signalbox.fuzz;

import org.jspecify.annotations.NullMarked;
