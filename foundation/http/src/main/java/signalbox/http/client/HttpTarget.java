package signalbox.http.client;

import java.net.URI;
import java.util.Set;

/// A server's endpoint, and how it may be reached.
public record HttpTarget(URI uri, AddressPolicy passage) {
    /// A server of this installation.
    public static HttpTarget own(URI uri) {
        return new HttpTarget(uri, new AddressPolicy.Configured(uri));
    }

    /// A server of somebody else.
    ///
    /// @param configured origins that may be private
    public static HttpTarget of(URI uri, Set<Origin> configured) {
        return new HttpTarget(uri, AddressPolicy.of(uri.toString(), configured));
    }
}
