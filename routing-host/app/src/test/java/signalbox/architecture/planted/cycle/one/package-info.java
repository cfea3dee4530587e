@NullMarked
package signalbox.architecture.planted.cycle.one;

import org.jspecify.annotations.NullMarked;
