/// OpenAI's Responses API, as callers speak it.
@NullMarked
package signalbox.host.api.responses;

import org.jspecify.annotations.NullMarked;
