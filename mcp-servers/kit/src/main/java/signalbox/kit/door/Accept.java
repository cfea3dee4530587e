package signalbox.kit.door;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Which media types a client takes (RFC 9110, section 12.5.1). Of preferences only "not at all" is heard.
record Accept(List<String> headers) {
    private static final Pattern REFUSED = Pattern.compile("q\\s*=\\s*0(\\.0{0,3})?");

    boolean takes(String type) {
        var name = type.substring(0, type.indexOf('/'));
        for (var range : List.of(type, name + "/*", "*/*")) { // the closest range decides
            for (var said : String.join(",", headers).toLowerCase(Locale.ROOT).split(",", -1)) {
                var parts = said.split(";", -1);
                if (parts[0].strip().equals(range)) {
                    return List.of(parts).stream().noneMatch(part -> REFUSED.matcher(part.strip()).matches());
                }
            }
        }
        return false;
    }
}
