package signalbox.host.run.feed;

import java.util.List;
import signalbox.host.ledger.RunEvent;

/// What a listener to a run has not heard yet.
sealed interface News {
    /// Told by the run's entries, in order; none where nothing came in time.
    ///
    /// @param step that was being taken before the first of them
    record Events(int step, List<RunEvent.Numbered> events) implements News {
        public Events {
            events = List.copyOf(events);
        }

        /// Those of all events that come after this number.
        static Events after(long number, List<RunEvent.Numbered> all) {
            int heard = Math.clamp(number, 0, all.size());
            for (int i = heard - 1; i >= 0; i--) {
                if (all.get(i).event() instanceof RunEvent.StepRouted routed) {
                    return new Events(routed.step(), all.subList(heard, all.size()));
                }
            }
            return new Events(0, all.subList(heard, all.size()));
        }
    }

    /// More of an answer that is being made.
    ///
    /// @param continued whether what was heard is its beginning; else this is all of it so far
    record Text(OpenAnswer answer, boolean continued, String text) implements News {}
}
