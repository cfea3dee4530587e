package signalbox.host.api.request;

import org.jspecify.annotations.Nullable;
import signalbox.host.api.error.ApiRefusal;
import signalbox.host.ledger.RunId;
import signalbox.host.run.RunRequest;
import signalbox.http.server.HttpExchange;
import signalbox.http.server.HttpReply;
import signalbox.http.server.RequestHead;
import signalbox.identity.Principal;
import signalbox.json.Digest;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One request at its endpoint.
public final class ApiRequest {
    private final RequestHead head;
    private final @Nullable Principal principal;
    private final String id;
    private final byte[] body;
    private final HttpExchange exchange;

    /// @param principal null where the endpoint is open and the request brought no token
    /// @param id what its path has in place of `{id}`
    public ApiRequest(RequestHead head, @Nullable Principal principal, String id, byte[] body, HttpExchange exchange) {
        this.head = head;
        this.principal = principal;
        this.id = id;
        this.body = body;
        this.exchange = exchange;
    }

    public RequestHead head() {
        return head;
    }

    public HttpExchange exchange() {
        return exchange;
    }

    public Principal caller() {
        if (principal == null) {
            throw new IllegalStateException("a request was let in without a principal");
        }
        return principal;
    }

    public ObjectNode json() {
        return RequestBody.read(body);
    }

    public @Nullable String header(String name) {
        return head.header(name);
    }

    /// What its path has in place of `{id}` or `{model}`, as it was written.
    public String id() {
        return id;
    }

    /// The run that its path names.
    public RunId run() {
        if (!id.matches("run_[0-9A-Za-z]{1,64}")) {
            throw ApiRefusal.unknownRun();
        }
        return new RunId(id);
    }

    /// @param read the body, whose digest, with its path and what the headers say of the same request, tells a repetition from
    ///     another one
    public RunRequest.@Nullable Idempotency idempotency(ObjectNode read) {
        var key = header("Idempotency-Key");
        if (key == null) {
            return null;
        }
        if (key.isBlank() || key.length() > 255) {
            throw ApiRefusal.invalid("Idempotency-Key", "'Idempotency-Key' must have 1 to 255 characters");
        }
        return new RunRequest.Idempotency(key, digest(read));
    }

    private String digest(ObjectNode read) {
        var asked = RequestHeaders.of(head).json();
        var tools = header("X-Signalbox-Tools");
        if (tools != null) {
            asked.put("tools", String.join(",", RequestHeaders.split(tools)));
        }
        return Digest.sha256(JsonNodeFactory.instance.arrayNode().add(head.path()).add(read).add(asked));
    }

    /// RFC 7240, section 4.1.
    public boolean prefersAnswerAtOnce() {
        return head.headers("Prefer").stream().anyMatch(value -> value.contains("respond-async"));
    }

    public void reply(HttpReply reply) {
        exchange.reply(reply);
    }
}
