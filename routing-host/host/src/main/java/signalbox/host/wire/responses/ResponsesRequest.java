package signalbox.host.wire.responses;

import signalbox.host.wire.caller.CallerRequest;
import tools.jackson.databind.JsonNode;

/// The body of `POST /v1/responses`.
public final class ResponsesRequest {
    private ResponsesRequest() {}

    /// Reads a body. What becomes of each field is listed in [ResponsesParameter]; whatever is not done here, or is unknown,
    /// is refused by name.
    public static CallerRequest.Reading read(JsonNode body) {
        return CallerRequest.reading(() -> new ResponsesRequestReader(body).read());
    }
}
