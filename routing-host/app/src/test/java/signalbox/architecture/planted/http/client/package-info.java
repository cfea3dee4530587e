@NullMarked
package signalbox.architecture.planted.http.client;

import org.jspecify.annotations.NullMarked;
