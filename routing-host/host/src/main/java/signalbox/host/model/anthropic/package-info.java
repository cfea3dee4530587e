/// The wire `anthropic-messages`.
@NullMarked
package signalbox.host.model.anthropic;

import org.jspecify.annotations.NullMarked;
