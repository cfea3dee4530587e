/// What the commands agree on: the options they share, the files of an installation, how a process is stopped.
@NullMarked
package signalbox.app.start;

import org.jspecify.annotations.NullMarked;
