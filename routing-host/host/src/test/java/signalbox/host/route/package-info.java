/// Tests of the room.
@NullMarked
package signalbox.host.route;

import org.jspecify.annotations.NullMarked;
