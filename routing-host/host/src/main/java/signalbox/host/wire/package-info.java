/// What all wires share: the codec, provider ids and names, arguments, results and the reading of failures.
@NullMarked
package signalbox.host.wire;

import org.jspecify.annotations.NullMarked;
