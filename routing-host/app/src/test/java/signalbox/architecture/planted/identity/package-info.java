@NullMarked
package signalbox.architecture.planted.identity;

import org.jspecify.annotations.NullMarked;
