/// What may be called: tool versions, their releases, and how two versions compare.
@NullMarked
package signalbox.descriptor;

import org.jspecify.annotations.NullMarked;
