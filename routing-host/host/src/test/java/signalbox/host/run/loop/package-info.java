/// Tests of the room.
@NullMarked
package signalbox.host.run.loop;

import org.jspecify.annotations.NullMarked;
