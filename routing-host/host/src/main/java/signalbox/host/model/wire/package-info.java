/// What all wires share: the codec, provider ids and names, arguments, results and the reading of failures.
@NullMarked
package signalbox.host.model.wire;

import org.jspecify.annotations.NullMarked;
