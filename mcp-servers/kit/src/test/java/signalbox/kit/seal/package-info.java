/// Seals: what they hold and what opens them.
@NullMarked
package signalbox.kit.seal;

import org.jspecify.annotations.NullMarked;
