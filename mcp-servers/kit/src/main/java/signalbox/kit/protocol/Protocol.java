package signalbox.kit.protocol;

import signalbox.http.server.HttpExchange;

/// One family of revisions of the protocol.
public interface Protocol {
    /// Answers a request that has been let in.
    void serve(IncomingRequest request, HttpExchange exchange);
}
