package signalbox.host.api;

import signalbox.host.api.error.ApiError;
import signalbox.host.api.error.ErrorFormat;
import signalbox.host.api.request.ApiResponses;
import signalbox.http.server.HttpReply;
import signalbox.identity.bearer.Refusals;

/// How the host words what it turns away by the head: in the format of its path.
///
/// @param advice what a caller needs instead of what it brought
record HostRefusals(String advice, ErrorFormat format) implements Refusals {
    @Override
    public HttpReply refusal(int status, String text) {
        var error = ApiError.refused(status, text);
        return ApiResponses.json(format.status(error), format.json(error));
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
