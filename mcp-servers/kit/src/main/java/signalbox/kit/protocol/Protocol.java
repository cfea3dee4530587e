package signalbox.kit.protocol;

import signalbox.http.server.HttpExchange;

/// One family of revisions of the protocol.
public interface Protocol {
    /// Answers a request that has passed the door.
    void serve(IncomingRequest arrival, HttpExchange exchange);
}
