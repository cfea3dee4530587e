package signalbox.kit.rpc;

import org.jspecify.annotations.Nullable;
import signalbox.http.server.HttpReply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A message that is turned away: HTTP status, JSON-RPC error code, and why.
///
/// @param data what the code's definition in the specification asks for, or null
/// @param id the id of the request it answers, or null where none could be read
/// @param challenge a `WWW-Authenticate` header, or null
public record Refusal(
        int status, int code, String text, @Nullable JsonNode data, @Nullable JsonNode id, @Nullable String challenge) {
    public static final int PARSE = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL = -32603;
    public static final int NO_SESSION = -32001;
    /// Revision 2026-07-28, basic/transports/streamable-http, "Server Validation".
    public static final int HEADER_MISMATCH = -32020;
    /// Revision 2026-07-28, basic, "Per-request protocol fields".
    public static final int MISSING_CAPABILITY = -32021;
    /// Revision 2026-07-28, basic/versioning, "Protocol Version Negotiation".
    public static final int UNSUPPORTED_VERSION = -32022;

    public static Refusal of(int status, int code, String text) {
        return new Refusal(status, code, text, null, null, null);
    }

    public Refusal with(JsonNode more) {
        return new Refusal(status, code, text, more, id, challenge);
    }

    public Refusal answering(@Nullable JsonNode request) {
        return new Refusal(status, code, text, data, request, challenge);
    }

    public Refusal challenging(String header) {
        return new Refusal(status, code, text, data, id, header);
    }

    /// The whole JSON-RPC error response; as MCP has it, one without an id where the request's could not be read.
    public String body() {
        var tree = JsonNodeFactory.instance.objectNode();
        tree.put("jsonrpc", "2.0");
        if (id != null) {
            tree.set("id", id);
        }
        var error = tree.putObject("error").put("code", code).put("message", text);
        if (data != null) {
            error.set("data", data);
        }
        return tree.toString();
    }

    public HttpReply reply() {
        var reply = HttpReply.json(status, body());
        if (challenge != null) {
            reply = reply.with("WWW-Authenticate", challenge);
        }
        return switch (status) {
            case 405 -> reply.with("Allow", "POST, GET, DELETE");
            case 429 -> reply.with("Retry-After", "60");
            default -> reply;
        };
    }
}
