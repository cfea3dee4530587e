@NullMarked
package signalbox.architecture.planted.cycle.two;

import org.jspecify.annotations.NullMarked;
