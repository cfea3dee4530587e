package signalbox.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.kit.McpServers;
import signalbox.kit.TestServers;
import signalbox.testing.RawHttp;
import signalbox.testing.RawHttp.Request;

/// What is told of requests, once each.
class ToolTelemetryTest implements ToolTelemetry {
    private final List<McpOperation> operations = new CopyOnWriteArrayList<>();
    private final List<PermissionOutcome> decisions = new CopyOnWriteArrayList<>();
    private final TestServers shared = TestServers.open();
    private final McpServers servers = shared.again(this);

    @AfterEach
    void close() {
        servers.close();
        shared.close();
    }

    @Override
    public void answered(McpOperation operation) {
        operations.add(operation);
    }

    @Override
    public void decided(PermissionOutcome decision) {
        decisions.add(decision);
    }

    @Test
    void aCallIsToldWithItsToolAndItsDecision() {
        ask("agent:visitor", "tools/call", "{\"name\": \"echo\", \"arguments\": {\"text\": \"a\"}}");

        assertThat(operations).singleElement().satisfies(operation -> {
            assertThat(operation.method()).isEqualTo("tools/call");
            assertThat(operation.tool()).isEqualTo("yard.echo");
            assertThat(operation.error()).isEmpty();
            assertThat(operation.run()).isNull();
            assertThat(operation.took()).isPositive();
        });
        assertThat(decisions).singleElement().satisfies(decision -> {
            assertThat(decision.caller()).isEqualTo("agent:visitor");
            assertThat(decision.decision()).isEqualTo("allow");
            assertThat(decision.outcome()).isEqualTo("ok");
        });
    }

    @Test
    void aToolThatFailsIsAnError() {
        ask("agent:visitor", "tools/call", "{\"name\": \"fail\", \"arguments\": {}}");

        assertThat(operations).singleElement().extracting(McpOperation::error).isEqualTo("tool_error");
    }

    @Test
    void aDenialIsTold() {
        ask("agent:stranger", "tools/call", "{\"name\": \"big\", \"arguments\": {}}");

        assertThat(decisions).singleElement().extracting(PermissionOutcome::decision).isEqualTo("deny");
    }

    @Test
    void aNameThatAClientMadeUpIsNoTool() {
        ask("agent:visitor", "tools/call", "{\"name\": \"made-up\", \"arguments\": {}}");

        assertThat(operations).singleElement().satisfies(operation -> {
            assertThat(operation.tool()).isNull();
            assertThat(operation.error()).isEqualTo("-32602");
        });
    }

    @Test
    void aListIsToldAndDecidesNothing() {
        ask("agent:visitor", "tools/list", "{}");

        assertThat(operations).singleElement().extracting(McpOperation::method, McpOperation::tool).containsExactly("tools/list", null);
        assertThat(decisions).isEmpty();
    }

    private void ask(String principal, String method, String params) {
        var token = "Authorization: Bearer " + shared.token(principal);
        var opened = send(token, """
                {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2025-11-25",
                 "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}""", "X-None: 1");
        send(token, "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"" + method + "\", \"params\": " + params + "}",
                "Mcp-Session-Id: " + opened.header("Mcp-Session-Id"));
    }

    private RawHttp.Reply send(String token, String message, String header) {
        return RawHttp.send(servers.port(), Request.of("POST", "/mcp/yard").with(token).with(TestServers.JSON).with(TestServers.ACCEPT).with(header).body(message));
    }
}
