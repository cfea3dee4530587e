/// Texts that travel through clients and must come back unchanged: sealed, and bound to whom and what they were made for.
@NullMarked
package signalbox.kit.seal;

import org.jspecify.annotations.NullMarked;
