@NullMarked
package signalbox.architecture.planted.client;

import org.jspecify.annotations.NullMarked;
