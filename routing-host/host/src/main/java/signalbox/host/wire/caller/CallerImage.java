package signalbox.host.wire.caller;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import signalbox.host.turn.Part;

/// An image in a caller's body. Nothing is fetched for a caller: it comes with the request.
public final class CallerImage {
    private static final Pattern DATA =
            Pattern.compile("data:(image/[a-z0-9.+-]+);base64,([A-Za-z0-9+/=]+)", Pattern.CASE_INSENSITIVE);

    private CallerImage() {}

    /// @param url which must be a data URL
    public static Part.Image of(CallerField url) {
        Matcher data = DATA.matcher(url.text());
        if (!data.matches()) {
            throw url.complaint("is not a data URL of an image: write data:image/png;base64,... (nothing is fetched)");
        }
        return new Part.Image(data.group(1), data.group(2));
    }
}
