@NullMarked
package signalbox.client.legacy;

import org.jspecify.annotations.NullMarked;
