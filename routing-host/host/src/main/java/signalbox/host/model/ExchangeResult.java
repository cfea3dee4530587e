package signalbox.host.model;

import signalbox.host.wire.ProviderReply;

/// What became of one HTTP request.
public sealed interface ExchangeResult {
    record Got(ProviderReply reply) implements ExchangeResult {}

    /// The deadline passed first.
    record Late() implements ExchangeResult {}

    /// No answer that HTTP can read: no host, no connection, bad TLS, too large, cut off.
    record Broken(String reason) implements ExchangeResult {}
}
