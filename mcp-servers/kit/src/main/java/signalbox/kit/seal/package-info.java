/// What travels through clients and must come back as it went: sealed, and bound to whom and what it was made for.
@NullMarked
package signalbox.kit.seal;

import org.jspecify.annotations.NullMarked;
