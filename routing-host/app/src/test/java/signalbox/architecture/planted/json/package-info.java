@NullMarked
package signalbox.architecture.planted.json;

import org.jspecify.annotations.NullMarked;
