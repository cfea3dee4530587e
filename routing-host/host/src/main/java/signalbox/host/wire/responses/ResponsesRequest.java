package signalbox.host.wire.responses;

import java.util.List;
import signalbox.host.turn.Turn;
import signalbox.host.wire.caller.CallerRequest;
import tools.jackson.databind.JsonNode;

/// The body of `POST /v1/responses`.
public final class ResponsesRequest {
    private ResponsesRequest() {}

    /// Reads a body. What becomes of each field is listed in [ResponsesParameter]; whatever is not done here, or is unknown,
    /// is refused by name.
    ///
    /// @param before the conversation of the response that it goes on from; its last turn's calls may be open
    public static CallerRequest.Reading read(JsonNode body, List<Turn> before) {
        return CallerRequest.reading(() -> new ResponsesRequestReader(body).read(before));
    }

    /// The response that a request goes on from, as it was written; empty where there is none, or what is written is no text.
    public static String previous(JsonNode body) {
        return body.path("previous_response_id").asString("");
    }

    public static boolean isInstructed(JsonNode body) {
        return body.path("instructions").isString();
    }

    /// As at OpenAI, what is not said is kept.
    public static boolean isStored(JsonNode body) {
        return body.path("store").asBoolean(true);
    }

    public static boolean isInBackground(JsonNode body) {
        return body.path("background").asBoolean(false);
    }
}
