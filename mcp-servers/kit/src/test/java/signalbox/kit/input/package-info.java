/// Work that asks before it goes on: who may answer, and what.
@NullMarked
package signalbox.kit.input;

import org.jspecify.annotations.NullMarked;
