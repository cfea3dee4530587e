package signalbox.host.run.feed;

import org.jspecify.annotations.Nullable;

/// The text of an answer that is being made, as far as it has come. Used in the lock of its feed.
final class OpenAnswer {
    final int step;
    private final StringBuilder text = new StringBuilder();

    OpenAnswer(int step) {
        this.step = step;
    }

    void add(String piece) {
        text.append(piece);
    }

    /// What a listener who is here is told next, or null where there is no more of it yet. Half of a character is not told.
    ///
    /// @param following the answer that it hears already, or null
    News.@Nullable Text after(EventId at, @Nullable OpenAnswer following) {
        boolean continued = following == this || at.begins(text);
        int from = continued ? at.chars() : 0;
        int end = text.length();
        end -= end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
        return from < end ? new News.Text(this, continued, text.substring(from, end)) : null;
    }
}
