/// Everything in one process: what is started, in which order, and how it stops.
@NullMarked
package signalbox.app.start;

import org.jspecify.annotations.NullMarked;
