package signalbox.app.command;

import java.time.Duration;
import java.util.regex.Pattern;
import signalbox.app.terminal.CommandFailure;

/// A length of time as an option takes it: `30d`, `12h` or `15m`.
final class TimeSpan {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,4})([dhm])");

    private TimeSpan() {}

    static Duration parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new CommandFailure("'" + text + "' is not a duration: write 30d, 12h or 15m");
        }
        long amount = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "d" -> Duration.ofDays(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
