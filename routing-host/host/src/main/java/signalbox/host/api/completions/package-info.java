/// OpenAI's chat completions, as callers speak them.
@NullMarked
package signalbox.host.api.completions;

import org.jspecify.annotations.NullMarked;
