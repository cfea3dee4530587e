/// The methods of the protocol and the JSON of their results, as far as all revisions agree.
@NullMarked
package signalbox.kit.protocol;

import org.jspecify.annotations.NullMarked;
