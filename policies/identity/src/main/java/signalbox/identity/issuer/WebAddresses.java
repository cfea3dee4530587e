package signalbox.identity.issuer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.policy.grant.reading.Findings;

/// Reads the addresses of the file: https, except on this machine.
final class WebAddresses {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Findings findings;

    WebAddresses(Findings findings) {
        this.findings = findings;
    }

    /// An address without a path, or null where there is none or it is none.
    @Nullable URI origin(String pointer) {
        var url = address(pointer, "such as https://tools.example.org");
        if (url == null) {
            return null;
        }
        var text = findings.at(pointer).stringValue();
        var origin = url.getScheme() + "://" + url.getRawAuthority();
        if (!text.equals(origin) || !text.equals(text.toLowerCase(Locale.ROOT))) {
            findings.error(pointer, "'" + text + "' must be scheme, host and port alone, in lower case",
                    "such as " + origin.toLowerCase(Locale.ROOT));
            return null;
        }
        return url;
    }

    /// An https address, or an http one of this machine; null where there is none or it is none.
    @Nullable URI address(String pointer, String hint) {
        if (!findings.isSound(pointer) || !findings.at(pointer).isString()) {
            return null;
        }
        var text = findings.at(pointer).stringValue();
        var url = parsed(text);
        var fault = fault(url);
        if (fault != null) {
            // What may be a password is not repeated.
            findings.error(pointer, (text.contains("@") ? "the address " : "'" + text + "' ") + fault, hint);
            return null;
        }
        return url;
    }

    private static @Nullable String fault(@Nullable URI url) {
        if (url == null || url.getHost() == null || url.getScheme() == null) {
            return "is no web address";
        }
        if (url.getRawUserInfo() != null) {
            return "must not name a user or a password";
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            return "must end with its path";
        }
        boolean here = LOOPBACK.contains(url.getHost().toLowerCase(Locale.ROOT));
        return url.getScheme().equals("https") || (here && url.getScheme().equals("http"))
                ? null
                : "must be https, since it is not on this machine";
    }

    private static @Nullable URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            return null;
        }
    }
}
