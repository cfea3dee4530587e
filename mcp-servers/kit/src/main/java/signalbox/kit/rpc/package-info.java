/// JSON-RPC messages as every revision of the protocol has them: read strictly, refused in its own words.
@NullMarked
package signalbox.kit.rpc;

import org.jspecify.annotations.NullMarked;
