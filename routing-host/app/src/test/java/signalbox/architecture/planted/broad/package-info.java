@NullMarked
package signalbox.architecture.planted.broad;

import org.jspecify.annotations.NullMarked;
