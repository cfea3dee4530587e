/// Who is calling: agent tokens, and the host's signed assertion of its caller.
@NullMarked
package signalbox.identity;

import org.jspecify.annotations.NullMarked;
