/// The loop.
@NullMarked
package signalbox.host.run;

import org.jspecify.annotations.NullMarked;
