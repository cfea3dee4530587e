package signalbox.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The listener as the SDK's own client meets it.
class McpServersTest {
    private static final TestServers SERVERS = TestServers.open();

    @AfterAll
    static void closeServers() {
        SERVERS.close();
    }

    @Test
    void aClientInitializesListsAndCalls() {
        try (var client = client("agent:visitor", "/mcp/yard")) {
            var welcome = client.initialize();
            var tools = client.listTools().tools();
            var result = client.callTool(asked("echo", Map.of("text", "hello")));

            assertThat(welcome.protocolVersion()).isEqualTo("2025-11-25");
            assertThat(welcome.serverInfo().title()).isEqualTo("The test yard");
            assertThat(welcome.instructions()).isEqualTo("Tools that only tests use.");
            assertThat(tools).extracting(McpSchema.Tool::name)
                    .containsExactly("big", "count", "crash", "echo", "fail", "odd", "slow");
            assertThat(text(result)).isEqualTo("agent:visitor says hello");
            assertThat(result.isError()).isFalse();
        }
    }

    @Test
    void twoPrincipalsWorkOnTwoMajorsAtOnce() {
        var counter = UUID.randomUUID().toString();
        try (var old = client("agent:visitor", "/mcp"); var fresh = client("agent:newcomer", "/mcp")) {
            old.initialize();
            fresh.initialize();
            old.listTools();
            fresh.listTools();
            var first = old.callTool(asked("yard__count", Map.of("counter", counter)));
            var second = fresh.callTool(asked("yard__count", Map.of("counter", counter, "by", 2, "request_id", "r1")));

            assertThat(text(first)).isEqualTo("1");
            assertThat(first.meta()).containsEntry("signalbox/version", "1.0.0");
            assertThat(second.structuredContent()).isEqualTo(Map.of("count", 3));
            assertThat(second.meta()).containsEntry("signalbox/version", "2.0.0");
        }
    }

    @Test
    void anEndpointOfAMajorShowsTheHighestVersionUpToIt() {
        try (var first = client("agent:keeper", "/mcp/yard/v1"); var second = client("agent:keeper", "/mcp/yard/v2")) {
            first.initialize();
            second.initialize();

            assertThat(version(first, "count")).isEqualTo("1.0.0");
            assertThat(version(second, "count")).isEqualTo("2.0.0");
            assertThat(version(second, "echo")).isEqualTo("1.0.0");
        }
    }

    @Test
    void aClientThatListensIsToldWhenItsOwnListHasChangedAndNotOtherwise() throws Exception {
        var told = new CountDownLatch(1);
        var notMine = new AtomicInteger();
        try (var visitor = client("agent:visitor", "/mcp", _ -> told.countDown());
                var keeper = client("agent:keeper", "/mcp", _ -> notMine.incrementAndGet())) {
            visitor.initialize();
            visitor.listTools();
            keeper.initialize();
            keeper.listTools();
            SERVERS.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions().replace("yard.*@^1", "yard.echo@^1")));

            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(notMine).hasValue(0);
        } finally {
            SERVERS.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions()));
        }
    }

    private static Object version(McpSyncClient client, String tool) {
        return client.listTools().tools().stream().filter(listed -> listed.name().equals(tool))
                .map(listed -> listed.meta().get("signalbox/version")).findFirst().orElseThrow();
    }

    private static McpSchema.CallToolRequest asked(String tool, Map<String, Object> arguments) {
        return McpSchema.CallToolRequest.builder(tool).arguments(arguments).build();
    }

    private static String text(McpSchema.CallToolResult result) {
        return ((McpSchema.TextContent) result.content().getFirst()).text();
    }

    private static McpSyncClient client(String principal, String path) {
        return client(principal, path, _ -> {});
    }

    private static McpSyncClient client(String principal, String path, Consumer<List<McpSchema.Tool>> changed) {
        var token = SERVERS.token(principal);
        var transport = HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + SERVERS.port())
                .endpoint(path)
                .jsonMapper(new JacksonMcpJsonMapper(JsonMapper.shared()))
                .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + token))
                .build();
        return McpClient.sync(transport).toolsChangeConsumer(changed).build();
    }
}
