/// The launcher: commands, and everything wired together.
@NullMarked
package signalbox.app;

import org.jspecify.annotations.NullMarked;
