/// The work behind a tool version: what it is given and what it comes to.
@NullMarked
package signalbox.kit.tool;

import org.jspecify.annotations.NullMarked;
