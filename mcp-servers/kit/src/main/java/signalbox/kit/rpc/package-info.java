/// JSON-RPC messages, the same in every revision of the protocol: read strictly, refused with its error codes.
@NullMarked
package signalbox.kit.rpc;

import org.jspecify.annotations.NullMarked;
