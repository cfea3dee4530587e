package signalbox.http.server;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The `Date` of an answer (RFC 9110, section 6.6.1), written out once a second.
///
/// @param text in the fixed length form of that RFC
record ResponseDate(long second, String text) {
    /// With two digits for the day, where `RFC_1123_DATE_TIME` has one.
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static volatile ResponseDate latest = at(0);

    static String now() {
        long second = System.currentTimeMillis() / 1_000;
        var date = latest;
        if (date.second != second) {
            date = at(second);
            latest = date;
        }
        return date.text;
    }

    static ResponseDate at(long second) {
        return new ResponseDate(second, FORM.format(Instant.ofEpochSecond(second)));
    }
}
