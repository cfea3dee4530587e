package signalbox.host.wire.messages;

import signalbox.host.wire.caller.CallerRequest;
import tools.jackson.databind.JsonNode;

/// The body of `POST /v1/messages`, and of `POST /v1/messages/count_tokens`, which asks for no answer.
public final class MessagesRequest {
    private MessagesRequest() {}

    /// Reads a body. What becomes of each field is listed in [MessagesParameter]; whatever is not done here, or is unknown,
    /// is refused by name.
    public static CallerRequest.Reading read(JsonNode body, MessagesVersion version) {
        return CallerRequest.reading(() -> new MessagesRequestReader(body, version).read());
    }

    /// Reads a body whose tokens are counted.
    public static CallerRequest.Reading counted(JsonNode body, MessagesVersion version) {
        return CallerRequest.reading(() -> new MessagesRequestReader(body, version).counted());
    }
}
