/// A run as a fold: the state that follows from its header and its entries, without a clock, a database or a thread.
@NullMarked
package signalbox.host.run.state;

import org.jspecify.annotations.NullMarked;
