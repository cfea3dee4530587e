/// Anthropic's Messages API, as callers speak it.
@NullMarked
package signalbox.host.api.messages;

import org.jspecify.annotations.NullMarked;
