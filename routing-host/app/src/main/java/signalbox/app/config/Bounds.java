package signalbox.app.config;

import java.time.Duration;

/// Refuses values that no installation can mean.
final class Bounds {
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

    static void positive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("'" + key + "' must be longer than nothing, such as 30s");
        }
    }
}
