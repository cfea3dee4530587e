/// What is confidential is sealed at rest.
@NullMarked
package signalbox.host.ledger.seal;

import org.jspecify.annotations.NullMarked;
