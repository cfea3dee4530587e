package signalbox.kit.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.identity.CallerAssertion;
import signalbox.identity.Principal;
import signalbox.kit.Legacy;
import signalbox.kit.Modern;
import signalbox.kit.TestDatabase;
import signalbox.kit.TestServers;
import signalbox.policy.permission.Scopes;
import signalbox.testing.RawHttp.Reply;

/// Resources and prompts are for whom the policy says, now, and every reading is on record.
class PermittedContentsTest {
    private static final String ONE = "{\"uri\": \"shed://open/one\"}";
    private static final String CLOSED = "{\"uri\": \"shed://closed/one\"}";
    private static final String GREET = "{\"name\": \"greet\", \"arguments\": {\"whom\": \"Ada\"}}";
    private static final String CONFIDE = "{\"name\": \"confide\", \"arguments\": {\"whom\": \"Ada\"}}";

    private final TestServers servers = TestServers.open();

    @AfterEach
    void closeServers() {
        servers.close();
    }

    @Test
    void eachCallerReadsWhatItsRolesAllowInBothRevisions() {
        for (var who : List.of("agent:shedder", "agent:insider", "agent:stranger", "agent:nobody")) {
            boolean open = who.equals("agent:shedder") || who.equals("agent:insider");
            boolean closed = who.equals("agent:insider");
            var modern = Modern.of(servers, "/mcp/shed", who);
            var legacy = Legacy.of(servers, open ? "/mcp/shed" : "/mcp", who);

            assertThat(found(modern.ask("resources/read", ONE).reply(), legacy.ask("resources/read", ONE))).as(who).containsOnly(open);
            assertThat(found(modern.ask("resources/read", CLOSED).reply(), legacy.ask("resources/read", CLOSED))).as(who).containsOnly(closed);
            assertThat(found(modern.ask("prompts/get", GREET).reply(), legacy.ask("prompts/get", GREET))).as(who).containsOnly(open);
            assertThat(found(modern.ask("prompts/get", CONFIDE).reply(), legacy.ask("prompts/get", CONFIDE))).as(who).containsOnly(closed);
        }
    }

    @Test
    void aReadingOrAPromptIsOnRecordWhoeverAsksAndHoweverItEnds() {
        var caller = Modern.of(servers, "/mcp/shed", "agent:shedder");
        var start = servers.clock.instant();
        caller.ask("resources/read", ONE).reply();
        caller.ask("resources/read", CLOSED).reply();
        caller.ask("resources/read", "{\"uri\": \"shad://open/one\"}").reply();
        caller.ask("resources/read", "{\"uri\": \"shed://open/broken\"}").reply();
        caller.ask("resources/read", "{\"uri\": \"shed://open/absent\"}").reply();
        caller.ask("resources/read", "{\"uri\": \"shed://open/huge\"}").reply();
        caller.ask("resources/read", "{\"uri\": \"shed://open/asking\"}").capable().reply();
        caller.ask("prompts/get", GREET).reply();
        caller.ask("prompts/get", GREET.replace("Ada", " ")).reply();
        caller.ask("prompts/get", "{\"name\": \"enquire\"}").capable().reply();
        caller.ask("prompts/get", "{\"name\": \"flood\", \"arguments\": {\"size\": \"5000000\"}}").reply();
        caller.ask("prompts/get", CONFIDE).reply();
        caller.ask("prompts/get", "{\"name\": \"nosuch\"}").reply();
        new Modern(servers, "/mcp/shed", servers.token("agent:shedder", Scopes.parse("tool:shed.tell"))).ask("prompts/get", GREET).reply();

        assertThat(rows(start)).containsExactly(
                "shed://open/one allow ok", "shed://closed/one deny denied", "shad://open/one deny denied", "shed://open/broken allow broken",
                "shed://open/absent allow error", "shed://open/huge allow error", "shed://open/asking allow asked",
                "prompt shed.greet allow ok", "prompt shed.greet allow invalid", "prompt shed.enquire allow asked", "prompt shed.flood allow error",
                "prompt shed.confide deny denied", "prompt nosuch deny denied", "prompt shed.greet deny denied");
    }

    @Test
    void whatCanOnlyBeATemplateIsNotThereToBeReadInBothRevisions() {
        var uris = List.of("shed://open/{id}", "shed://open/{id}{", "shed://open/[one]", "shed://OPEN/one", "shed://open:/one");
        var modern = Modern.of(servers, "/mcp/shed", "agent:shedder");
        var legacy = Legacy.of(servers, "/mcp/shed", "agent:shedder");
        var absent = "shad://open/one";
        var start = servers.clock.instant();
        for (var uri : uris) {
            var one = modern.ask("resources/read", "{\"uri\": \"" + uri + "\"}").reply();
            var other = legacy.ask("resources/read", "{\"uri\": \"" + uri + "\"}");

            assertThat(one.body()).isEqualTo(modern.ask("resources/read", "{\"uri\": \"" + absent + "\"}").reply().body().replace(absent, uri));
            assertThat(other.body()).isEqualTo(legacy.ask("resources/read", "{\"uri\": \"" + absent + "\"}").body().replace(absent, uri));
        }

        assertThat(rows(start).stream().filter(row -> !row.startsWith(absent)))
                .containsExactlyElementsOf(uris.stream().flatMap(uri -> Stream.of(uri, uri)).map(uri -> uri + " deny denied").toList());
    }

    @Test
    void whatIsHiddenIsNotCompletedInBothRevisions() {
        servers.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions()
                .replace("- resource: 'shed://closed/*'", "- resource: 'shed://closed/*'\n      - resource: 'shed://open/two'")));
        var two = "shed://{room}/{id}";
        servers.resources.templates = List.of(
                new ResourceTemplate("shed://open/{id}", "open", "Open", "Whatever is open.", "text/plain"),
                new ResourceTemplate(two, "any", "Any", "Whatever there is.", "text/plain"));

        for (var who : List.of("agent:shedder", "agent:insider")) {
            var open = who.equals("agent:shedder") ? List.of("one", "only") : List.of("one", "only", "two");
            var closed = who.equals("agent:shedder") ? List.of() : List.of("one", "only", "two");

            assertThat(completed(who, "shed://open/{id}", "")).isEqualTo(open);
            assertThat(completed(who, two, "\"room\": \"open\"")).isEqualTo(open);
            assertThat(completed(who, two, "\"room\": \"closed\"")).isEqualTo(closed);
            assertThat(completed(who, two, "")).as("the rights cover shed://{room}/two").containsExactly("one", "only", "two");
        }
    }

    /// The values of `id`, which both revisions give alike.
    private List<String> completed(String who, String template, String context) {
        var params = "{\"ref\": {\"type\": \"ref/resource\", \"uri\": \"" + template + "\"}, \"argument\": {\"name\": \"id\", \"value\": \"\"},"
                + " \"context\": {\"arguments\": {" + context + "}}}";
        var modern = Modern.of(servers, "/mcp/shed", who).ask("completion/complete", params).reply().json().at("/result/completion");
        var legacy = Legacy.of(servers, "/mcp/shed", who).ask("completion/complete", params).json().at("/result/completion");
        assertThat(legacy).isEqualTo(modern);
        var values = new ArrayList<String>();
        modern.path("values").forEach(value -> values.add(value.stringValue()));
        assertThat(modern.path("total").asInt()).isEqualTo(values.size());
        return values;
    }

    @Test
    void whatIsWithdrawnIsGoneAtTheNextReading() {
        var modern = Modern.of(servers, "/mcp/shed", "agent:shedder");
        var legacy = Legacy.of(servers, "/mcp/shed", "agent:shedder");
        var before = found(modern.ask("resources/read", ONE).reply(), legacy.ask("resources/read", ONE));
        servers.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions().replace("- resource: 'shed://closed/*'", "- resource: 'shed://*'")));
        int reads = servers.resources.reads.get();

        assertThat(before).containsOnly(true);
        assertThat(found(modern.ask("resources/read", ONE).reply(), legacy.ask("resources/read", ONE))).containsOnly(false);
        assertThat(modern.ask("resources/list", "{}").reply().json().at("/result/resources")).isEmpty();
        assertThat(modern.ask("server/discover", "{}").reply().json().at("/result/capabilities").has("resources")).isFalse();
        assertThat(modern.ask("completion/complete", "{\"ref\": {\"type\": \"ref/resource\", \"uri\": \"shed://open/{id}\"},"
                + " \"argument\": {\"name\": \"id\", \"value\": \"\"}}").reply().json().at("/result/completion/total").asInt()).isZero();
        assertThat(servers.resources.reads).hasValue(reads);
    }

    @Test
    void anEndpointOffersWhatIsItsServers() {
        var shedder = servers.token("agent:shedder");

        assertThat(found(new Modern(servers, "/mcp", shedder).ask("resources/read", ONE).reply())).containsOnly(true);
        assertThat(found(new Modern(servers, "/mcp/shed/v1", shedder).ask("resources/read", ONE).reply())).containsOnly(true);
        assertThat(found(new Modern(servers, "/mcp/yard", shedder).ask("resources/read", ONE).reply())).containsOnly(false);
        assertThat(found(new Modern(servers, "/mcp", shedder).ask("prompts/get", GREET).reply())).containsOnly(false);
        assertThat(found(new Modern(servers, "/mcp", shedder).ask("prompts/get", GREET.replace("greet", "shed__greet")).reply())).containsOnly(true);
        assertThat(found(new Modern(servers, "/mcp/yard", shedder).ask("prompts/get", GREET).reply())).containsOnly(false);
    }

    @Test
    void aHostReadsWhatItsCallerMayRead() {
        var caller = servers.principal(servers.token("agent:shedder"));
        var host = new Modern(servers, "/mcp/shed", servers.host.bearer());

        assertThat(found(host.ask("resources/read", ONE).reply())).containsOnly(false);
        assertThat(speaking(host.ask("resources/read", ONE), caller).json().at("/result/contents/0/text").asString("")).isEqualTo("agent:shedder reads shed://open/one");
        assertThat(found(speaking(host.ask("resources/read", CLOSED), caller))).containsOnly(false);
        assertThat(found(speaking(host.ask("prompts/get", CONFIDE), caller))).containsOnly(false);
        assertThat(speaking(host.ask("resources/list", "{}"), caller).body()).contains("shed://open/one").doesNotContain("closed");
    }

    private Reply speaking(Modern.Ask asked, Principal caller) {
        return asked.header(CallerAssertion.HEADER, servers.host.assertion(servers.url("/mcp/shed"), caller, "run_1")).reply();
    }

    private static List<Boolean> found(Reply... replies) {
        var found = new ArrayList<Boolean>();
        for (var reply : replies) {
            found.add(reply.json().has("result"));
        }
        return found;
    }

    /// Those of the minute after: other tests have moved their clocks on.
    private static List<String> rows(Instant start) {
        return TestDatabase.jdbc()
                .sql("select tool || ' ' || decision || ' ' || outcome from kit.audit where at >= ? and at < ? order by at")
                .param(Timestamp.from(start)).param(Timestamp.from(start.plusSeconds(60)))
                .query(String.class).list();
    }
}
