/// What results, resources and prompts are made of.
@NullMarked
package signalbox.kit.content;

import org.jspecify.annotations.NullMarked;
