package signalbox.app.stdio;

import org.jspecify.annotations.Nullable;
import signalbox.kit.rpc.Message;
import signalbox.kit.rpc.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/// Requests of revision 2026-07-28, each complete in itself.
final class ModernClient {
    private static final JsonNode LIST_ID = StringNode.valueOf("signalbox-stdio");
    private static final int MOST_PAGES = 100;

    private final InstallationEndpoint upstream;
    private final Relay relay;
    private final MirroredHeaders headers = new MirroredHeaders();

    ModernClient(InstallationEndpoint upstream, Relay relay) {
        this.upstream = upstream;
        this.relay = relay;
    }

    static boolean isSpoken(Message message) {
        return message.meta().has(MirroredHeaders.VERSION);
    }

    void ask(PendingCall call) throws InterruptedException {
        var answer = post(call.message(), call.line());
        if (call.message().method().equals("tools/call") && isMismatched(answer)) {
            // The assistant has not listed the tools through this pipe, or they have changed since.
            learn(call.message().meta());
            answer = post(call.message(), call.line());
        }
        relay.answer(call, answer, response -> {
            if (call.message().method().equals("tools/list")) {
                headers.learn(response.path("result"));
            }
        });
    }

    private UpstreamAnswer post(Message message, String line) throws InterruptedException {
        return upstream.post(headers.of(message), line);
    }

    private static boolean isMismatched(UpstreamAnswer answer) {
        var tree = answer instanceof UpstreamAnswer.Whole whole && !whole.isGood() ? Relay.object(whole.body()) : null;
        return tree != null && tree.path("error").path("code").asInt(0) == Refusal.HEADER_MISMATCH;
    }

    /// Lists the tools as the assistant would.
    private void learn(JsonNode meta) throws InterruptedException {
        JsonNode cursor = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            var result = page(meta, cursor);
            headers.learn(result);
            cursor = result.get("nextCursor");
            if (cursor == null) {
                return;
            }
        }
    }

    private JsonNode page(JsonNode meta, @Nullable JsonNode cursor) throws InterruptedException {
        var params = JsonNodeFactory.instance.objectNode();
        params.set("_meta", meta);
        if (cursor != null) {
            params.set("cursor", cursor);
        }
        var list = new Message(LIST_ID, "tools/list", params);
        var line = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", list.method());
        line.set("id", LIST_ID);
        line.set("params", params);
        var answer = post(list, line.toString());
        var tree = answer instanceof UpstreamAnswer.Whole whole ? Relay.object(whole.body()) : null;
        return tree == null ? MissingNode.getInstance() : tree.path("result");
    }
}
