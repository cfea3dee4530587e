package signalbox.host.model;

import signalbox.host.wire.ProviderReply;

/// What became of one HTTP request.
public sealed interface ProviderExchange {
    record Got(ProviderReply reply) implements ProviderExchange {}

    /// The deadline passed first.
    record Late() implements ProviderExchange {}

    /// No answer that HTTP can read: no host, no connection, bad TLS, too large, cut off.
    record Broken(String reason) implements ProviderExchange {}
}
