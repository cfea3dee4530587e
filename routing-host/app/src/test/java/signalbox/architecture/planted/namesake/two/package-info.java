@NullMarked
package signalbox.architecture.planted.namesake.two;

import org.jspecify.annotations.NullMarked;
