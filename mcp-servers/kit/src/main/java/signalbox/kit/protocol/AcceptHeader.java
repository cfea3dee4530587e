package signalbox.kit.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Which media types a client takes (RFC 9110, section 12.5.1). Of the weights only `q=0` counts. A request without the
/// header takes any type.
public record AcceptHeader(List<Range> ranges) {
    private static final Pattern REFUSED = Pattern.compile("q\\s*+=\\s*+0(\\.0{0,3})?");

    public record Range(String text, boolean taken) {}

    /// @param headers every `Accept` header of a request
    public static AcceptHeader of(List<String> headers) {
        if (headers.isEmpty()) {
            return new AcceptHeader(List.of(new Range("*/*", true)));
        }
        var ranges = new ArrayList<Range>();
        for (var range : String.join(",", headers).toLowerCase(Locale.ROOT).split(",", -1)) {
            var parts = range.split(";", -1);
            ranges.add(new Range(parts[0].strip(), List.of(parts).stream().noneMatch(part -> REFUSED.matcher(part.strip()).matches())));
        }
        return new AcceptHeader(ranges);
    }

    public boolean takes(String type) {
        var name = type.substring(0, type.indexOf('/'));
        for (var text : List.of(type, name + "/*", "*/*")) { // the most specific range decides
            for (var range : ranges) {
                if (range.text().equals(text)) {
                    return range.taken();
                }
            }
        }
        return false;
    }
}
