@NullMarked
package signalbox.client;

import org.jspecify.annotations.NullMarked;
