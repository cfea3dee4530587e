/// What a server offers to read.
@NullMarked
package signalbox.kit.resource;

import org.jspecify.annotations.NullMarked;
