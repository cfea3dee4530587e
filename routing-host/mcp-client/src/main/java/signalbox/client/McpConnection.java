package signalbox.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.client.McpClient.Era;
import signalbox.client.exchange.Access;
import signalbox.client.exchange.CallToolResult;
import signalbox.client.exchange.Content;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.RpcAnswer;
import signalbox.client.exchange.ServerProtocol;
import signalbox.client.exchange.ToolCall;
import signalbox.client.exchange.ToolListing;
import signalbox.client.legacy.LegacyServer;
import signalbox.client.modern.ModernServer;
import signalbox.http.client.HttpTarget;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A server, for one who asks: its tools are listed and called, in whichever era it lives.
public final class McpConnection implements AutoCloseable {
    private final HttpTarget target;
    private final URI endpoint;
    private final Access standing;
    private final boolean mayAsk;
    private final McpClient client;
    private @Nullable ServerProtocol wire;

    McpConnection(HttpTarget target, Access standing, boolean mayAsk, McpClient client) {
        this.target = target;
        endpoint = target.uri();
        this.standing = standing;
        this.mayAsk = mayAsk;
        this.client = client;
    }

    /// All tools that a client may use. A list that its server calls fresh is not asked for again.
    public ToolListing tools(RequestContext errand) {
        var known = client.keptLists().fresh(this, endpoint, errand.access().context());
        if (known != null) {
            return known.tools();
        }
        return switch (reach(errand)) {
            case Unreached(var answer) -> new ToolListing.None(reason(answer));
            case Reached(var reached) -> listed(new ToolPages(endpoint, reached instanceof ModernServer).read(reached, errand));
        };
    }

    public CallToolResult call(ToolCall call, RequestContext errand) {
        return switch (reach(errand)) {
            case Unreached(var answer) -> answered(answer);
            case Reached(var reached) -> answered(reached.call(call, errand));
        };
    }

    /// The list is asked for anew the next time.
    private void forgetList() {
        client.keptLists().drop(this, endpoint);
    }

    @Override
    public synchronized void close() {
        client.keptLists().drop(this);
        var open = wire;
        if (open != null) {
            client.later(open::close);
            wire = null;
        }
    }

    private sealed interface Reach {}

    private record Reached(ServerProtocol wire) implements Reach {}

    private record Unreached(RpcAnswer answer) implements Reach {}

    private Reach reach(RequestContext errand) {
        var known = known();
        if (known != null) {
            return new Reached(known);
        }
        return switch (new Probe(new ModernServer(client.http(), target)).find(errand)) {
            case Probe.Found(var era) -> {
                client.eras().put(endpoint, era);
                yield new Reached(opened(era));
            }
            case Probe.Failed(var answer) -> new Unreached(answer);
        };
    }

    private synchronized @Nullable ServerProtocol known() {
        var era = client.eras().get(endpoint);
        return wire != null ? wire : era == null ? null : opened(era);
    }

    private synchronized ServerProtocol opened(Era era) {
        var open = wire;
        if (open == null) {
            open = switch (era) {
                case MODERN -> new ModernServer(client.http(), target);
                case LEGACY -> new LegacyServer(client.http(), target, standing, mayAsk);
            };
            wire = open;
        }
        return open;
    }

    private ToolListing listed(ToolPages.Read read) {
        return switch (read) {
            case ToolPages.Whole(var list) -> {
                client.keptLists().keep(this, endpoint, list);
                yield list.tools();
            }
            case ToolPages.Failed(var answer) -> {
                misjudged(answer);
                yield new ToolListing.None(reason(answer));
            }
        };
    }

    /// A server that answers so is perhaps no longer of the era it was: it is probed again the next time.
    private void misjudged(RpcAnswer answer) {
        boolean odd = answer instanceof RpcAnswer.Foreign
                || (answer instanceof RpcAnswer.Fault(var status, var _, var _, var _) && status >= 400);
        if (odd) {
            client.eras().remove(endpoint);
            close();
        }
    }

    private CallToolResult answered(RpcAnswer answer) {
        return switch (answer) {
            case RpcAnswer.Result(var result) -> finished(result);
            case RpcAnswer.Fault(var _, var code, var message, var _) -> {
                if (code == ModernServer.HEADER_MISMATCH) {
                    forgetList();
                }
                yield new CallToolResult.Rejected(code, message);
            }
            case RpcAnswer.TurnedAway(var reason) -> new CallToolResult.TurnedAway(reason);
            case RpcAnswer.Unsent(var reason) -> new CallToolResult.Unsent(reason);
            case RpcAnswer.Foreign(var _, var reason) -> {
                misjudged(answer);
                yield new CallToolResult.Lost(reason);
            }
            case RpcAnswer.Broken(var reason) -> new CallToolResult.Lost(reason);
        };
    }

    private static String reason(RpcAnswer answer) {
        return switch (answer) {
            case RpcAnswer.Result _ -> "its answer is none";
            case RpcAnswer.Fault(var _, var _, var message, var _) -> message;
            case RpcAnswer.Foreign(var _, var reason) -> reason;
            case RpcAnswer.TurnedAway(var reason) -> reason;
            case RpcAnswer.Unsent(var reason) -> reason;
            case RpcAnswer.Broken(var reason) -> reason;
        };
    }

    private static CallToolResult finished(ObjectNode result) {
        List<Content> content = new ArrayList<>();
        result.path("content").forEach(piece -> content.add(content(piece)));
        var structured = result.get("structuredContent");
        return new CallToolResult.Finished(
                content, structured, result.path("isError").asBoolean(false),
                result.path("_meta") instanceof ObjectNode meta ? meta : result.objectNode());
    }

    private static Content content(JsonNode piece) {
        return switch (piece.path("type").asString("")) {
            case "text" -> new Content.Text(piece.path("text").asString(""));
            case "image" -> new Content.Image(piece.path("mimeType").asString(""), piece.path("data").asString(""));
            case "resource" -> piece.at("/resource/text").isString()
                    ? new Content.Embedded(piece.at("/resource/uri").asString(""), piece.at("/resource/text").asString(""))
                    : new Content.Other("resource");
            default -> new Content.Other(piece.path("type").asString("unknown"));
        };
    }
}
