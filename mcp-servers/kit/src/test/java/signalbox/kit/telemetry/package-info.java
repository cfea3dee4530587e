@NullMarked
package signalbox.kit.telemetry;

import org.jspecify.annotations.NullMarked;
