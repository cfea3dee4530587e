package signalbox.http.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/// Whether a request may go to an address, and how.
public sealed interface AddressPolicy {
    /// Its origin stands in the configuration: it may be private, and plain http.
    record Configured(URI uri) implements AddressPolicy {}

    /// Only to a public address, which is judged when its name is resolved.
    record Guarded(URI uri) implements AddressPolicy {}

    record Refused(String reason) implements AddressPolicy {}

    /// Judges an address that somebody else wrote.
    ///
    /// @param configured origins that an operator wrote
    static AddressPolicy of(String text, Set<Origin> configured) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException _) {
            return new Refused("it is no address");
        }
        if (uri.getHost() == null || uri.getScheme() == null) {
            return new Refused("it names no scheme and host");
        }
        if (uri.getRawUserInfo() != null) {
            return new Refused("it names a user");
        }
        if (uri.getRawFragment() != null) {
            return new Refused("it has a fragment");
        }
        if (uri.getPort() > 65_535 || uri.getPort() == 0) {
            return new Refused("it names no port");
        }
        boolean http = uri.getScheme().equalsIgnoreCase("http");
        if (!http && !uri.getScheme().equalsIgnoreCase("https")) {
            return new Refused("only https is followed");
        }
        if (configured.contains(Origin.of(uri))) {
            return new Configured(uri);
        }
        return http ? new Refused("only https is followed, and its origin is not configured") : new Guarded(uri);
    }
}
