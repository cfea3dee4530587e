@NullMarked
package signalbox.house.planted.host.api;

import org.jspecify.annotations.NullMarked;
