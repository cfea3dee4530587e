/// Tests of the room.
@NullMarked
package signalbox.host.tool;

import org.jspecify.annotations.NullMarked;
