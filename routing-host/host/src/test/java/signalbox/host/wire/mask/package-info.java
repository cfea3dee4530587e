/// Tests of the room.
@NullMarked
package signalbox.host.wire.mask;

import org.jspecify.annotations.NullMarked;
