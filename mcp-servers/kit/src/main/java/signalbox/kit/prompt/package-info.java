/// The prompts that a server offers.
@NullMarked
package signalbox.kit.prompt;

import org.jspecify.annotations.NullMarked;
