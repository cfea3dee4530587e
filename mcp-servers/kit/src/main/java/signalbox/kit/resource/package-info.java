/// The resources that a server offers.
@NullMarked
package signalbox.kit.resource;

import org.jspecify.annotations.NullMarked;
