@NullMarked
package signalbox.client.http;

import org.jspecify.annotations.NullMarked;
