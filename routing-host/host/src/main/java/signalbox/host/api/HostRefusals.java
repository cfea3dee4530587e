package signalbox.host.api;

import signalbox.host.api.error.ApiError;
import signalbox.host.api.request.ApiResponses;
import signalbox.http.server.HttpReply;
import signalbox.identity.bearer.Refusals;

/// How the host words what it turns away by the head: as OpenAI's error object.
///
/// @param advice what a caller needs instead of what it brought
record HostRefusals(String advice) implements Refusals {
    @Override
    public HttpReply refusal(int status, String text) {
        return ApiResponses.json(status, ApiError.refused(status, text).json());
    }

    @Override
    public String missing() {
        return advice;
    }

    @Override
    public String notAccepted() {
        return advice;
    }

    @Override
    public String unavailable() {
        return "Tokens cannot be checked just now: try again.";
    }
}
