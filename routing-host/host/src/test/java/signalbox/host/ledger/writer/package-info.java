/// Tests of the room.
@NullMarked
package signalbox.host.ledger.writer;

import org.jspecify.annotations.NullMarked;
