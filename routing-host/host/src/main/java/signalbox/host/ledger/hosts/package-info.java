/// What the hosts on one database tell each other.
@NullMarked
package signalbox.host.ledger.hosts;

import org.jspecify.annotations.NullMarked;
