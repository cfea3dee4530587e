/// What happens in runs of this process, live, for whoever waits or streams.
@NullMarked
package signalbox.host.run.feed;

import org.jspecify.annotations.NullMarked;
