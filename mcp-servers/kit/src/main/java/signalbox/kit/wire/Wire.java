package signalbox.kit.wire;

import signalbox.kit.http.Exchange;

/// One family of revisions of the protocol.
public interface Wire {
    /// Answers a request that has passed the door.
    void serve(Arrival arrival, Exchange exchange);
}
