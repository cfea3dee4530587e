/// The commands of `./signalbox`, one class each.
@NullMarked
package signalbox.app.command;

import org.jspecify.annotations.NullMarked;
