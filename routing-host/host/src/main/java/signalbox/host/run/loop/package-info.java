/// What a run does: it decides from its state, and what it does comes back as entries.
@NullMarked
package signalbox.host.run.loop;

import org.jspecify.annotations.NullMarked;
