@NullMarked
package signalbox.architecture.planted.host.api;

import org.jspecify.annotations.NullMarked;
