@NullMarked
package signalbox.architecture.planted.app;

import org.jspecify.annotations.NullMarked;
