@NullMarked
package signalbox.architecture.planted.pattern;

import org.jspecify.annotations.NullMarked;
