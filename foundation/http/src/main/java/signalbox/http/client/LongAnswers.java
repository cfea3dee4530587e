package signalbox.http.client;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// How many long answers may be held whole at a time, by the heap there is. Short ones need no place, and one in events is
/// not held.
final class LongAnswers {
    static final int SHORT = 64 << 10;
    static final int MIDDLING = 1 << 20;

    /// A long one at its largest: its bytes, twice while they are put together, and its text.
    private static final long HEAP_OF_A_LONG_ONE = 160L << 20;

    private final AnswerPlaces middling;
    private final AnswerPlaces large;

    LongAnswers(long heap) {
        middling = new AnswerPlaces(Math.clamp(heap / 16 / MIDDLING, 2, 1_000));
        large = new AnswerPlaces(Math.clamp(heap / HEAP_OF_A_LONG_ONE, 1, 100));
    }

    /// For one answer.
    Held begin(Origin origin, Deadline deadline) {
        return new Held(origin, deadline);
    }

    /// The places that one answer has taken; in their order, so that no two wait for each other.
    final class Held implements AutoCloseable {
        private final Origin origin;
        private final Deadline deadline;
        private final Deque<AnswerPlaces> places = new ArrayDeque<>();

        private Held(Origin origin, Deadline deadline) {
            this.origin = origin;
            this.deadline = deadline;
        }

        /// Before more than this many bytes of it are held.
        void beyond(int bytes) throws IOException {
            var next = bytes < MIDDLING ? middling : large;
            next.enter(origin, deadline);
            places.push(next);
        }

        @Override
        public void close() {
            while (!places.isEmpty()) {
                places.pop().leave(origin);
            }
        }
    }
}
