/// The neutral transcript: what is said, called and answered, whoever the provider is.
@NullMarked
package signalbox.host.turn;

import org.jspecify.annotations.NullMarked;
