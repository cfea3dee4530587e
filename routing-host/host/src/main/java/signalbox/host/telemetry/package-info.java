/// What the host tells whoever measures it: plain values, without a library of metrics.
@NullMarked
package signalbox.host.telemetry;

import org.jspecify.annotations.NullMarked;
