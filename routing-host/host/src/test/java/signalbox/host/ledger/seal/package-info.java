/// Tests of the room.
@NullMarked
package signalbox.host.ledger.seal;

import org.jspecify.annotations.NullMarked;
