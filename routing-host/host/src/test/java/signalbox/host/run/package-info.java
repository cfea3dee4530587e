/// Tests of the room.
@NullMarked
package signalbox.host.run;

import org.jspecify.annotations.NullMarked;
