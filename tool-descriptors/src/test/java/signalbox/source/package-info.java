@NullMarked
package signalbox.source;

import org.jspecify.annotations.NullMarked;
