@NullMarked
package signalbox.http.client;

import org.jspecify.annotations.NullMarked;
