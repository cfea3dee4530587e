@NullMarked
package signalbox.architecture.planted.retail;

import org.jspecify.annotations.NullMarked;
