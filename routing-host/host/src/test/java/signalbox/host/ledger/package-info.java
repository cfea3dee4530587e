/// Tests of the room.
@NullMarked
package signalbox.host.ledger;

import org.jspecify.annotations.NullMarked;
