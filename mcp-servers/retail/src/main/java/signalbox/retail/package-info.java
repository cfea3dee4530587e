/// The retail server: its tools, its prompts and its data.
@NullMarked
package signalbox.retail;

import org.jspecify.annotations.NullMarked;
