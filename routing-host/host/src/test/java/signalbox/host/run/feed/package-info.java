/// Tests of the room.
@NullMarked
package signalbox.host.run.feed;

import org.jspecify.annotations.NullMarked;
