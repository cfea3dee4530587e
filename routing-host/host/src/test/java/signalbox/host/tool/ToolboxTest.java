package signalbox.host.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static signalbox.host.station.McpDesk.Tool.reading;
import static signalbox.host.station.McpDesk.ruled;
import static signalbox.host.station.McpDesk.said;

import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import signalbox.descriptor.ServerName;
import signalbox.host.ledger.Entry;
import signalbox.host.station.CuttingProxy;
import signalbox.host.station.McpDesk;
import signalbox.host.tool.WantedTools.OfServer;
import signalbox.host.tool.elicitation.Elicitations;
import signalbox.host.tool.server.Credentials;
import signalbox.host.turn.CallId;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Part;
import signalbox.identity.Credential;
import signalbox.identity.Principal;
import signalbox.json.Digest;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ToolboxTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Principal ADA =
            new Principal(PrincipalName.parse("agent:ada"), Scopes.ALL, new Credential.AgentToken("tok_1"), null);
    private static final Credentials STATED = (caller, purpose) -> Map.of(
            "Authorization", "Bearer host", "X-Signalbox-Caller",
            caller.name() + "|" + purpose.run() + "|" + purpose.tool() + "|" + purpose.argumentsDigest());

    @Test
    void aToolIsOfferedUnderItsServersNameWithItsVersionAndEffect() {
        try (var desk = new McpDesk().serve(reading("get").labelled("reads-private"), _ -> said("ok"));
                var servers = servers(Map.of("retail", desk.endpoint()))) {
            var box = servers.open(ADA, "run_1", List.of(all("retail")), SOON, Elicitations.NONE);

            assertThat(box.tools()).singleElement().satisfies(tool -> {
                assertThat(tool.id()).hasToString("retail.get@1.0.0");
                assertThat(tool.offer().name()).isEqualTo("retail__get");
                assertThat(tool.offer().schema().at("/properties/id/type").asString()).isEqualTo("string");
                assertThat(tool.effect().effectClass().word()).isEqualTo("read");
                assertThat(tool.effect().destructive()).isTrue();
                assertThat(tool.labels()).containsExactly("reads-private");
            });
        }
    }

    @Test
    void onlyWantedToolsAreOffered() {
        try (var desk = new McpDesk().serve(reading("get"), _ -> said("a")).serve(reading("put"), _ -> said("b"));
                var servers = servers(Map.of("retail", desk.endpoint()))) {
            var box = servers.open(ADA, "run_1", List.of(new OfServer(new ServerName("retail"), Set.of("put"))), SOON, Elicitations.NONE);

            assertThat(box.tools()).extracting(tool -> tool.id().name().tool()).containsExactly("put");
        }
    }

    @Test
    void aCallCarriesTheCallIdAndAStatementOfExactlyThisCall() {
        try (var desk = new McpDesk().serve(reading("get"), _ -> said("ok"));
                var servers = servers(Map.of("retail", desk.endpoint()))) {
            var box = servers.open(ADA, "run_1", List.of(all("retail")), SOON, Elicitations.NONE);
            var arguments = object("{\"id\": \"7\"}");

            box.call(new CallId("call_1"), box.tools().getFirst(), arguments, SOON);

            var seen = desk.seen().getFirst();
            assertThat(seen.callId()).isEqualTo("call_1");
            assertThat(seen.arguments()).isEqualTo(Map.of("id", "7"));
            assertThat(seen.headers()).containsEntry("authorization", "Bearer host").containsEntry(
                    "x-signalbox-caller", "agent:ada|run_1|retail.get@1.0.0|" + Digest.sha256(arguments));
        }
    }

    @Test
    void textImagesStructureAndTheDecisionComeBack() {
        var answer = McpSchema.CallToolResult.builder()
                .addTextContent("two")
                .addContent(McpSchema.ImageContent.builder("aGk=", "image/png").build())
                .structuredContent(Map.of("n", 2))
                .meta(Map.of(
                        "signalbox/decision", "allow", "signalbox/decision-id", "dec_1", "signalbox/rule", "r.may[0]",
                        "signalbox/labels", List.of("pii")))
                .build();
        try (var desk = new McpDesk().serve(reading("get").labelled("reads-private"), _ -> answer);
                var servers = servers(Map.of("retail", desk.endpoint()))) {
            var outcome = call(servers.open(ADA, "run_1", List.of(all("retail")), SOON, Elicitations.NONE));

            assertThat(outcome).isInstanceOfSatisfying(CallOutcome.Done.class, done -> {
                assertThat(done.parts()).containsExactly(new Part.Text("two"), new Part.Image("image/png", "aGk="));
                assertThat(String.valueOf(done.structured())).isEqualTo("{\"n\":2}");
                assertThat(done.labels()).containsExactly("pii", "reads-private");
                assertThat(done.ruling()).isEqualTo(new Entry.Ruling("allow", "dec_1", "r.may[0]", ""));
            });
        }
    }

    @Test
    void aDenialIsNoResult() {
        try (var desk = new McpDesk().serve(reading("get"), _ -> ruled("not allowed (dec_1)", true, "deny"));
                var servers = servers(Map.of("retail", desk.endpoint()))) {
            var outcome = call(servers.open(ADA, "run_1", List.of(all("retail")), SOON, Elicitations.NONE));

            assertThat(outcome).isInstanceOfSatisfying(CallOutcome.Denied.class, denied -> {
                assertThat(denied.text()).isEqualTo("not allowed (dec_1)");
                assertThat(denied.ruling().decision()).isEqualTo("deny");
            });
        }
    }

    @Test
    void aLostAnswerIsAskedForOnceMoreWithTheSameCallId() throws Exception {
        try (var desk = new McpDesk().serve(reading("get"), _ -> said("ok"));
                var proxy = new CuttingProxy(desk.port());
                var servers = servers(Map.of("retail", proxy.endpoint()))) {
            var box = servers.open(ADA, "run_1", List.of(all("retail")), SOON, Elicitations.NONE);
            proxy.cut(1);

            var outcome = call(box);

            assertThat(outcome).isInstanceOf(CallOutcome.Done.class);
            assertThat(desk.seen()).hasSize(2);
            assertThat(desk.done()).isEqualTo(1);
        }
    }

    @Test
    void twoLostAnswersAreLost() throws Exception {
        try (var desk = new McpDesk().serve(reading("get"), _ -> said("ok"));
                var proxy = new CuttingProxy(desk.port());
                var servers = servers(Map.of("retail", proxy.endpoint()))) {
            var box = servers.open(ADA, "run_1", List.of(all("retail")), SOON, Elicitations.NONE);
            proxy.cut(9);

            var outcome = call(box);

            assertThat(outcome).isInstanceOfSatisfying(
                    CallOutcome.Lost.class, lost -> assertThat(lost.reason()).doesNotContain("Exception"));
            assertThat(desk.seen()).hasSize(2);
        }
    }

    @Test
    void aDeadServerTakesNoOtherWithIt() {
        try (var desk = new McpDesk().serve(reading("get"), _ -> said("ok"));
                var servers = servers(Map.of(
                        "retail", desk.endpoint(), "dead", URI.create("http://127.0.0.1:1/mcp")))) {
            var box = servers.open(ADA, "run_1", List.of(all("dead"), all("retail"), all("nowhere")), SOON, Elicitations.NONE);

            assertThat(box.tools()).extracting(tool -> tool.id().name().tool()).containsExactly("get");
            assertThat(box.missing().keySet()).extracting(ServerName::value).containsExactly("dead", "nowhere");
            assertThat(box.missing().get(new ServerName("dead")))
                    .startsWith("server 'dead' gave no list of tools: ")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void aResultTooLongIsCutWithAMarker() {
        try (var desk = new McpDesk().serve(reading("get"), _ -> said("x".repeat(2_000_000)));
                var servers = servers(Map.of("retail", desk.endpoint()))) {
            var outcome = call(servers.open(ADA, "run_1", List.of(all("retail")), SOON, Elicitations.NONE));

            assertThat(outcome).isInstanceOfSatisfying(CallOutcome.Done.class, done -> assertThat(done.parts())
                    .singleElement()
                    .satisfies(part -> assertThat(((Part.Text) part).text()).hasSizeLessThan(1_100_000)
                            .endsWith("[cut: the result is longer than 1048576 characters]")));
        }
    }

    @Test
    void rulesNameServersAndTools() {
        var wanted = WantedTools.named(List.of("retail.get", "knowledge", "retail.put", "knowledge.read"));

        assertThat(wanted.entries()).containsExactly(
                new OfServer(new ServerName("knowledge"), Set.of()),
                new OfServer(new ServerName("retail"), Set.of("get", "put")));
    }

    private static CallOutcome call(Toolbox box) {
        return box.call(CallIds.fresh(), box.tools().getFirst(), object("{\"id\": \"7\"}"), SOON);
    }

    private static OfServer all(String server) {
        return new OfServer(new ServerName(server), Set.of());
    }

    private static ToolServers servers(Map<String, URI> endpoints) {
        var named = new TreeMap<ServerName, URI>();
        endpoints.forEach((name, endpoint) -> named.put(new ServerName(name), endpoint));
        return new ToolServers(new ToolServers.Ours(named, STATED, () -> ""), ToolServers.ThirdParty.NONE, Clock.systemUTC());
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }
}
