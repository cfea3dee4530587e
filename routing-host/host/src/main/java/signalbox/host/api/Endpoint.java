package signalbox.host.api;

import signalbox.host.api.request.ApiRequest;

/// Answers the requests of one route; may wait.
@FunctionalInterface
interface Endpoint {
    /// @throws InterruptedException when the host closes while it waits
    void answer(ApiRequest request) throws InterruptedException;
}
