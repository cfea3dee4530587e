package signalbox.host.tool.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.descriptor.ServerName;
import signalbox.host.station.McpDesk;
import signalbox.host.tool.Abroad;
import signalbox.host.tool.CallOutcome;
import signalbox.host.tool.ToolReading;
import signalbox.host.tool.ToolServers;
import signalbox.host.tool.Toolbox;
import signalbox.host.tool.WantedTools.OfServer;
import signalbox.host.tool.elicitation.Elicitations;
import signalbox.host.turn.CallId;
import signalbox.identity.Credential;
import signalbox.identity.Principal;
import signalbox.policy.catalogue.SecretRef;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.policy.server.ServerAuthorization;
import signalbox.policy.server.ThirdPartyServer.Questions;
import signalbox.testing.Patience;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;
import signalbox.testing.ScriptedMcp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a third-party server may cost, and what it may tell: nobody but itself, and nobody.
class HostileServerTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Principal ADA =
            new Principal(PrincipalName.parse("agent:ada"), Scopes.ALL, new Credential.AgentToken("tok1aaaaaaaa"), null);
    private static final Credentials OWN = (_, _) -> Map.of("Authorization", "Bearer sbx_host");
    private static final String TOKEN = "maps-token/9q+Zr4=";
    private static final String LOOK = "{\"name\": \"look\", \"inputSchema\": {\"type\": \"object\"}}";

    @ParameterizedTest
    @ValueSource(strings = {"text", "error", "base64", "structured", "name", "rejected", "resource"})
    void aBearerThatComesBackIsMaskedWhereverItIs(String kind) {
        var base64 = Base64.getUrlEncoder().withoutPadding().encodeToString(("Bearer " + TOKEN).getBytes(StandardCharsets.UTF_8));
        var text = kind.equals("base64") ? base64 : "Bearer " + TOKEN;
        var piece = "{\"type\": \"text\", \"text\": \"" + text + "\"}";
        try (var server = new ScriptedMcp().tool(LOOK).calls((request, _) -> switch (kind) {
                    case "structured" -> ScriptedMcp.result(request, "{\"content\": [], \"structuredContent\": {\"a\": [{\"b\": \"" + text + "\"}]}}");
                    case "name" -> ScriptedMcp.result(request, "{\"content\": [], \"structuredContent\": {\"" + text + "\": 1}}");
                    case "rejected" -> ScriptedMcp.error(request, 200, -32602, "not with " + text);
                    case "resource" -> ScriptedMcp.result(
                            request, "{\"content\": [{\"type\": \"resource\", \"resource\": {\"uri\": \"x\", \"text\": \"" + text + "\"}}]}");
                    case "error" -> ScriptedMcp.result(request, "{\"content\": [" + piece + "], \"isError\": true}");
                    default -> ScriptedMcp.result(request, "{\"content\": [" + piece + "]}");
                });
                var servers = servers(new Abroad().secret("MAPS", TOKEN).server(
                        "maps", server.endpoint(), new ServerAuthorization.Bearer(new SecretRef.Env("MAPS")), Questions.DECLINE))) {
            var outcome = call(open(servers, "maps"));

            assertThat(server.seen().getLast().headers()).containsEntry("authorization", "Bearer " + TOKEN);
            assertThat(outcome.toString()).contains("••••").doesNotContain(TOKEN).doesNotContain(base64.substring(10));
        }
    }

    @Test
    void aListThatIsNotToBeHadDoesNotTellTheBearerEither() {
        try (var server = new ScriptedHttp(seen -> {
                    JsonNode request = JsonMapper.shared().readTree(seen.body());
                    return request.path("method").asString().equals("server/discover")
                            ? ScriptedMcp.result(request, "{\"supportedVersions\": [\"2026-07-28\"]}")
                            : ScriptedMcp.error(request, 200, -32000, "who is " + TOKEN + "?");
                });
                var servers = servers(new Abroad().secret("MAPS", TOKEN).server(
                        "maps", server.uri("/mcp"), new ServerAuthorization.Bearer(new SecretRef.Env("MAPS")), Questions.DECLINE))) {
            assertThat(open(servers, "maps").missing())
                    .containsEntry(new ServerName("maps"), "server 'maps' gave no list of tools: who is ••••?");
        }
    }

    @Test
    void aListBeyondItsBudgetIsMissingWithTheReason() {
        try (var server = new ScriptedMcp().listing("\"x\": [" + "{},".repeat(300_000) + "{}]");
                var servers = servers(new Abroad().server("maps", server.endpoint()))) {
            assertThat(open(servers, "maps").missing()).containsEntry(
                    new ServerName("maps"),
                    "server 'maps' gave no list of tools: the answer has more than 50000 JSON values, or goes deeper than 100 levels");
        }
    }

    @Test
    void aResultOfCountlessValuesIsLostAndSaysWhy() {
        try (var server = new ScriptedMcp().tool(LOOK).calls((request, _) -> Answer.json(
                        "{\"jsonrpc\": \"2.0\", \"id\": " + request.get("id") + ", \"result\": {\"content\": [" + "{},".repeat(300_000) + "{}]}}"));
                var servers = servers(new Abroad().server("maps", server.endpoint()))) {
            assertThat(call(open(servers, "maps"))).isInstanceOfSatisfying(CallOutcome.Lost.class, lost -> assertThat(lost.reason())
                    .isEqualTo("the answer has more than 50000 JSON values, or goes deeper than 100 levels"));
        }
    }

    /// A server of the older era that asks without end on every stream, and takes no answer to what it asked: a run beside it
    /// uses a server of ours at once.
    @Test
    void aFloodOfQuestionsLeavesOurOwnServersAlone() throws Exception {
        var over = new CountDownLatch(1);
        var answers = new AtomicInteger();
        try (var own = new McpDesk().serve(McpDesk.Tool.reading("get"), _ -> McpDesk.said("ok"));
                var flood = new ScriptedHttp(seen -> flooding(seen, over, answers));
                var servers = new Abroad()
                        .server("maps", flood.uri("/mcp"), new ServerAuthorization.None(), Questions.CALLER)
                        .release("maps", LOOK)
                        .toolServers(Map.of("retail", own.endpoint()), OWN)) {
            var box = open(servers, "maps");
            assertThat(box.missing()).isEmpty();
            var callers = new ArrayList<Thread>();
            for (int n = 0; n < 50; n++) {
                callers.add(Thread.startVirtualThread(() -> call(box)));
            }
            Patience.until(SOON, () -> answers.get() >= 16);

            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
                var ours = servers.open(ADA, "run_2", List.of(all("retail")), SOON, Elicitations.NONE);
                var tool = ours.tools().getFirst();
                var outcome = ours.call(new CallId("call_own"), tool, json("{\"id\": \"7\"}"), SOON);
                assertThat(outcome).isInstanceOfSatisfying(
                        CallOutcome.Done.class, done -> assertThat(ToolReading.text(done.parts())).isEqualTo("ok"));
            });
            assertThat(answers.get()).as("sixteen at once, for each session").isLessThanOrEqualTo(64);
            callers.forEach(Thread::interrupt);
            over.countDown();
            for (var caller : callers) {
                caller.join();
            }
        }
    }

    @Test
    void oneServerHoldsABoundedNumberOfCallsAndTheOthersAreToldSo() throws Exception {
        var over = new CountDownLatch(1);
        var reached = new AtomicInteger();
        try (var server = new ScriptedMcp().tool(LOOK).calls((_, _) -> new Answer(
                        200, Map.of("Content-Type", "text/event-stream"), _ -> {
                            reached.incrementAndGet();
                            over.await();
                        }, true));
                var servers = servers(new Abroad().server("maps", server.endpoint()))) {
            var box = open(servers, "maps");
            var callers = new ArrayList<Thread>();
            for (int n = 0; n < Places.CALLS; n++) {
                callers.add(Thread.startVirtualThread(() -> call(box)));
            }
            Patience.until(SOON, () -> reached.get() == Places.CALLS);

            var outcome = box.call(new CallId("call_late"), box.tools().getFirst(), json("{}"), Duration.ofMillis(100));

            assertThat(ToolReading.text(((CallOutcome.Done) outcome).parts()))
                    .isEqualTo("Error: the server is busy with other calls, and no place came free in time. Nothing was done.");
            assertThat(reached).hasValue(Places.CALLS);
            over.countDown();
            for (var caller : callers) {
                caller.join();
            }
        }
    }

    private static Answer flooding(ScriptedHttp.Seen seen, CountDownLatch over, AtomicInteger answers) {
        if (!seen.method().equals("POST")) {
            return Answer.of(405, "text/plain", "");
        }
        JsonNode message = JsonMapper.shared().readTree(seen.body());
        return switch (message.path("method").asString("")) {
            case "initialize" -> ScriptedMcp.result(message, """
                    {"protocolVersion": "2025-11-25", "capabilities": {"tools": {}}, "serverInfo": {"name": "old", "version": "1"}}""");
            case "tools/list" -> ScriptedMcp.result(message, "{\"tools\": [" + LOOK + "]}");
            case "tools/call" -> Answer.events(out -> {
                for (int n = 0; over.getCount() > 0 && n < 100_000; n++) {
                    out.write(ScriptedMcp.event("{\"jsonrpc\":\"2.0\",\"id\":\"q" + n + "\",\"method\":\"elicitation/create\",\"params\":"
                            + "{\"message\":\"m\",\"requestedSchema\":{\"type\":\"object\",\"properties\":{}}}}"));
                    out.flush();
                    LockSupport.parkNanos(1); // in one process with its client, it would keep others of its own threads from their turn
                }
                over.await();
            });
            case "" -> new Answer(202, Map.of(), _ -> {
                answers.incrementAndGet();
                over.await();
            }, true);
            case "notifications/initialized", "notifications/cancelled" -> Answer.of(202, "text/plain", "");
            default -> ScriptedMcp.error(message, 400, -32600, "no session");
        };
    }

    private static ToolServers servers(Abroad abroad) {
        return abroad.release("maps", LOOK).toolServers(Map.of(), OWN);
    }

    private static Toolbox open(ToolServers servers, String server) {
        return servers.open(ADA, "run_1", List.of(all(server)), SOON, Elicitations.NONE);
    }

    private static CallOutcome call(Toolbox box) {
        return box.call(new CallId("call_1"), box.tools().getFirst(), json("{}"), SOON);
    }

    private static OfServer all(String server) {
        return new OfServer(new ServerName(server), Set.of());
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }
}
