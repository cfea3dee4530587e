/// What the methods of the protocol do and how their results are written, as far as all revisions agree.
@NullMarked
package signalbox.kit.protocol;

import org.jspecify.annotations.NullMarked;
