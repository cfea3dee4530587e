package signalbox.host.wire.chat;

import org.jspecify.annotations.Nullable;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.caller.CallerRequest;
import tools.jackson.databind.node.ObjectNode;

/// The error object of the OpenAI format.
///
/// @param type such as `invalid_request_error`
/// @param param the place in the request, or null
/// @param code such as `model_not_found`, or null
public record ChatError(String message, String type, @Nullable String param, @Nullable String code) {
    public static ChatError of(CallerRequest.Wrong wrong) {
        return new ChatError(
                wrong.message(), "invalid_request_error", wrong.param().isEmpty() ? null : wrong.param(), null);
    }

    public ObjectNode json() {
        ObjectNode body = WireJson.object();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return body;
    }
}
