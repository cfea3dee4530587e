package signalbox.client.conformance;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import signalbox.client.McpClient;
import signalbox.client.McpConnection;
import signalbox.client.exchange.Access;
import signalbox.client.exchange.CallToolResult;
import signalbox.client.exchange.Question;
import signalbox.client.exchange.Reply;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.Respondent;
import signalbox.client.exchange.ServerTool;
import signalbox.client.exchange.ToolCall;
import signalbox.client.exchange.ToolListing;
import signalbox.client.oauth.OAuthClient;
import signalbox.http.client.Deadline;
import signalbox.http.client.HttpTarget;
import signalbox.http.client.OutgoingHttp;
import signalbox.policy.permission.PrincipalName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the user of the client does in a scenario. Everything on the wire is the product's.
final class Scenario {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final PrincipalName SOMEBODY = PrincipalName.parse("person:ada");

    private final McpConnection connection;
    private final Access access;
    private final JsonNode context;

    private Scenario(McpConnection connection, Access access, JsonNode context) {
        this.connection = connection;
        this.access = access;
        this.context = context;
    }

    static void act(String name, String server, JsonNode context) {
        var endpoint = URI.create(server);
        var http = new OutgoingHttp();
        var access = name.startsWith("auth/")
                ? new OAuthClient(http, Operator.settings(endpoint, context)).access(SOMEBODY, new Browser())
                : Access.OPEN;
        try (var client = new McpClient(http); var connection = client.to(HttpTarget.own(endpoint), access, true)) {
            new Scenario(connection, access, context).act(name);
        }
    }

    private void act(String name) {
        var tools = tools();
        if (name.equals("json-schema-ref-no-deref") || name.equals("request-metadata") || name.equals("initialize")) {
            return;
        }
        if (context.path("toolCalls").isArray()) {
            context.path("toolCalls").forEach(call ->
                    call(named(tools, call.path("name").asString()), (ObjectNode) call.path("arguments")));
            return;
        }
        tools.forEach(tool -> call(tool, arguments(tool)));
    }

    private List<ServerTool> tools() {
        return switch (connection.tools(errand())) {
            case ToolListing.Tools found -> found.tools();
            case ToolListing.None(var reason) -> throw new AssertionError("no tools: " + reason);
        };
    }

    private void call(ServerTool tool, ObjectNode arguments) {
        var answer = connection.call(new ToolCall(tool, arguments, JSON.objectNode()), errand());
        if (!(answer instanceof CallToolResult.Finished)) {
            throw new AssertionError(tool.name() + ": " + answer);
        }
    }

    private RequestContext errand() {
        return new RequestContext(access, new Agreeable(), Deadline.in(Duration.ofSeconds(30)));
    }

    private static ServerTool named(List<ServerTool> tools, String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst().orElseThrow();
    }

    /// What the tool's schema wants, filled in by type.
    private static ObjectNode arguments(ServerTool tool) {
        var arguments = JSON.objectNode();
        tool.inputSchema().path("properties").forEachEntry((name, property) -> {
            switch (property.path("type").asString("")) {
                case "number", "integer" -> arguments.put(name, arguments.size() + 2);
                case "string" -> arguments.put(name, "text");
                default -> {}
            }
        });
        return arguments;
    }

    /// Says yes to every question, with nothing but the defaults.
    private record Agreeable() implements Respondent {
        @Override
        public boolean canBeAsked() {
            return true;
        }

        @Override
        public Reply answer(Question question, Deadline deadline) {
            return new Reply.Accept(JSON.objectNode());
        }
    }
}
