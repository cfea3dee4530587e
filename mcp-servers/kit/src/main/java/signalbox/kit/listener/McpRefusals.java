package signalbox.kit.listener;

import signalbox.http.server.HttpReply;
import signalbox.identity.bearer.Refusals;
import signalbox.kit.rpc.Refusal;

/// How the MCP listener words what it turns away before it has read a message: as a JSON-RPC error without an id.
enum McpRefusals implements Refusals {
    WORDS;

    @Override
    public HttpReply refusal(int status, String text) {
        return Refusal.of(status, status == 500 ? Refusal.INTERNAL : Refusal.INVALID_REQUEST, text).reply();
    }

    @Override
    public String missing() {
        return "No token came with the request: send 'Authorization: Bearer ...'.";
    }

    @Override
    public String notAccepted() {
        return "The credential that came with the request is not accepted.";
    }

    @Override
    public String unavailable() {
        return "Credentials cannot be checked just now: try again.";
    }
}
