@NullMarked
package signalbox.client.modern;

import org.jspecify.annotations.NullMarked;
