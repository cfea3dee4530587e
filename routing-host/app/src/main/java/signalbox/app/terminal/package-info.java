/// What a person reads in a terminal: tables, colours, and failures in one sentence.
@NullMarked
package signalbox.app.terminal;

import org.jspecify.annotations.NullMarked;
