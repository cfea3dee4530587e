package signalbox.host.tool.server;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import signalbox.client.exchange.Access;
import signalbox.host.wire.mask.SecretMask;

/// The bearer tokens that a third-party server is shown in the course of one request, which may change in its middle.
public final class ShownSecrets {
    private static final String SCHEME = "Bearer ";

    private final Access access;
    private final Set<String> tokens = Collections.synchronizedSet(new TreeSet<>());

    ShownSecrets(Access access) {
        this.access = access;
    }

    /// For whatever the server says until now.
    public SecretMask mask() {
        var header = access.headers().getOrDefault("Authorization", "");
        if (header.startsWith(SCHEME)) {
            tokens.add(header.substring(SCHEME.length()));
        }
        synchronized (tokens) {
            return tokens.isEmpty() ? SecretMask.NONE : SecretMask.of(tokens);
        }
    }
}
