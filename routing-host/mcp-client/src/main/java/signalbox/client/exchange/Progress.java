package signalbox.client.exchange;

import tools.jackson.databind.JsonNode;

/// How far a server says it has come.
///
/// @param total 0 where it does not know
/// @param message empty where it says nothing
public record Progress(double progress, double total, String message) {
    private static final int LONGEST = 500;

    /// Of the params of a `notifications/progress`.
    public static Progress of(JsonNode params) {
        var text = params.path("message").asString("");
        return new Progress(
                params.path("progress").asDouble(0), params.path("total").asDouble(0),
                text.length() <= LONGEST ? text : text.substring(0, LONGEST));
    }
}
