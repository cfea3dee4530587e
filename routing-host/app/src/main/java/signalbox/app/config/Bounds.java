package signalbox.app.config;

import java.time.Duration;
import java.util.regex.Pattern;

/// Refuses values that no installation can mean.
final class Bounds {
    private static final Pattern ORIGIN = Pattern.compile(
            "(?:http(?!://[^/]*:80$)|https(?!://[^/]*:443$))://(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}])(?::[1-9][0-9]{0,4})?");

    private Bounds() {}

    static void between(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("'" + key + "' must be between " + least + " and " + most + ", not " + value);
        }
    }

    static void between(String key, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("'" + key + "' must be between " + least + " and " + most + ", not " + value);
        }
    }

    /// An origin as a browser writes it (RFC 6454, section 6.2). All pages are no origin, and `null` is that of every sandbox.
    static void origin(String key, String value) {
        if (!ORIGIN.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + key + "' must be origins as browsers write them, such as http://localhost:6274:"
                    + " scheme, host in lower case, and the port unless it is the scheme's own, with nothing behind; not '" + value + "'");
        }
    }

    static void positive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("'" + key + "' must be longer than nothing, such as 30s");
        }
    }
}
