/// What a caller reads when its request is refused or fails.
@NullMarked
package signalbox.host.api.error;

import org.jspecify.annotations.NullMarked;
