package signalbox.host.model.http;

import signalbox.host.model.wire.Reply;

/// What became of one HTTP request.
public sealed interface Exchange {
    record Got(Reply reply) implements Exchange {}

    /// The deadline passed first.
    record Late() implements Exchange {}

    /// No answer that HTTP can read: no host, no connection, bad TLS, too large, cut off.
    record Broken(String reason) implements Exchange {}
}
