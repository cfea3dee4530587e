/// JSON: the one reader and the one writer, the canonical form, pointers into it, digests of it.
@NullMarked
package signalbox.json;

import org.jspecify.annotations.NullMarked;
