package signalbox.app.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of the past that is read at once. Going back, each is twice as long as the one before: whoever wants the newest
/// lines of a busy day reads an hour, and whoever wants those of a quiet year asks some fifteen times.
///
/// @param until not included
record LogSpan(Instant from, Instant until) {
    private static final Duration FIRST = Duration.ofHours(1);

    /// No row is older.
    private static final Instant BEGINNING = Instant.parse("2020-01-01T00:00:00Z");

    /// From now back, without a gap. The first also takes in rows of nodes whose clocks are ahead.
    static List<LogSpan> back(Instant now, @Nullable Duration since) {
        var oldest = since == null || now.minus(since).isBefore(BEGINNING) ? BEGINNING : now.minus(since);
        var spans = new ArrayList<LogSpan>();
        var until = now.plus(Duration.ofDays(1));
        for (var length = FIRST; until.isAfter(oldest); length = length.multipliedBy(2)) {
            var start = (spans.isEmpty() ? now : until).minus(length);
            var from = start.isBefore(oldest) ? oldest : start;
            spans.add(new LogSpan(from, until));
            until = from;
        }
        return spans;
    }
}
