package signalbox.host.run.feed;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How much of a run a listener has heard, which is the id of the last event that it was sent: all events up to a number,
/// `12`, and of an answer that no event tells whole yet its first characters, `12.57.1c9f`. A hash of them goes along: another
/// answer can take the place of one that was begun, and whoever reads the id then, in whatever process, sees that it did.
///
/// @param number of the last event that the run's entries tell
/// @param chars of the answer after it, in UTF-16 units
/// @param hash of these, as [String#hashCode] counts
public record EventId(long number, int chars, int hash) {
    public static final EventId START = new EventId(0, 0, 0);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(?:\\.([0-9]{1,9})\\.([0-9a-f]{1,8}))?");

    /// Null where the text is no id.
    public static @Nullable EventId parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        long number = Long.parseLong(parts.group(1));
        return parts.group(2) == null
                ? START.at(number)
                : new EventId(number, Integer.parseInt(parts.group(2)), Integer.parseUnsignedInt(parts.group(3), 16));
    }

    /// After this event, with the same characters.
    EventId at(long next) {
        return new EventId(next, chars, hash);
    }

    /// With nothing of an answer.
    EventId emptied() {
        return new EventId(number, 0, 0);
    }

    EventId plus(String piece) {
        int sum = hash;
        for (int i = 0; i < piece.length(); i++) {
            sum = 31 * sum + piece.charAt(i);
        }
        return new EventId(number, chars + piece.length(), sum);
    }

    /// Whether the characters are the first of this answer.
    boolean begins(CharSequence answer) {
        return answer.length() >= chars && answer.subSequence(0, chars).toString().hashCode() == hash;
    }

    @Override
    public String toString() {
        return chars == 0 ? Long.toString(number) : number + "." + chars + "." + Integer.toHexString(hash);
    }
}
