/// The work behind a tool version: its request and its result.
@NullMarked
package signalbox.kit.tool;

import org.jspecify.annotations.NullMarked;
