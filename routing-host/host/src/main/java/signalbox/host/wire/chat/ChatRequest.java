package signalbox.host.wire.chat;

import signalbox.host.wire.caller.CallerRequest;
import tools.jackson.databind.JsonNode;

/// The body of `POST /v1/chat/completions`.
public final class ChatRequest {
    private ChatRequest() {}

    /// Reads a body. What becomes of each field is listed in [ChatParameter]; whatever is not done here, or is unknown, is
    /// refused by name.
    public static CallerRequest.Reading read(JsonNode body) {
        return CallerRequest.reading(() -> new ChatRequestReader(body).read());
    }
}
