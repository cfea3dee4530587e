@NullMarked
package signalbox.architecture.planted.source;

import org.jspecify.annotations.NullMarked;
