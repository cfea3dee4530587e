@NullMarked
package signalbox.architecture.planted.namesake.one;

import org.jspecify.annotations.NullMarked;
