/// The management endpoints beside the console, on loopback only: health, metrics, and what is running.
@NullMarked
package signalbox.app.management;

import org.jspecify.annotations.NullMarked;
