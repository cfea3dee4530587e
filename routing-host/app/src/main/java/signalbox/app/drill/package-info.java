/// What would have become of recorded steps without one of the providers.
@NullMarked
package signalbox.app.drill;

import org.jspecify.annotations.NullMarked;
