package signalbox.kit.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import signalbox.kit.TestServers;
import signalbox.kit.endpoint.McpSettings;
import signalbox.testing.RawHttp.Reply;
import tools.jackson.databind.json.JsonMapper;

/// Over random policies and scopes, in both revisions: what is listed can be used and nothing else; what a narrow token
/// lacks is named, and is enough; what is hidden looks like what is not there.
class ListedIsCallableTest {
    private static final long SEED = Long.getLong("lists.seed", 20_261_128L);
    private static final int POLICIES = Integer.getInteger("lists.policies", 15);
    private static final List<String> TOOLS = List.of(
            "yard__echo", "yard__big", "yard__count", "yard__fail", "depot__secret", "shed__tell", "shed__report", "shed__mirror");
    private static final List<String> RESOURCES = List.of("shed://open/one", "shed://open/two", "shed://closed/one");
    private static final List<String> PROMPTS = List.of("shed__greet", "shed__enquire", "shed__flood", "shed__confide");
    private static final List<String> GRANTS = List.of(
            "tool: '*'", "tool: yard.*@^1", "tool: yard.*", "tool: '*.echo'", "tool: yard.count@^2", "tool: yard.count@1", "tool: shed.*", "tool: shed.tell",
            "tool: depot.secret", "{tool: '*', where: {destructive: true}}", "resource: 'shed://*'", "resource: 'shed://open/*'", "resource: 'shed://closed/one'",
            "prompt: shed.*", "prompt: shed.greet", "prompt: shed.con*");
    private static final List<String> SCOPES = List.of(
            "*", "tool:*", "tool:yard.*", "tool:yard.count@^2", "tool:shed.tell", "resource:shed://*", "resource:shed://open/one", "prompt:shed.*",
            "prompt:shed.confide", "act-for", "nonsense");
    private static final TestServers SERVERS =
            TestServers.open(new McpSettings.Limits(1 << 20, Duration.ofSeconds(30), Duration.ofMinutes(30), 1_000_000, 256, 1_000));

    private final Random random = new Random(SEED);
    private int used;
    private int hidden;
    private int challenged;

    @AfterAll
    static void closeServers() {
        SERVERS.close();
    }

    @Test
    void whatIsListedCanBeUsedAndNothingElse() {
        System.out.println("lists.seed=" + SEED + " lists.policies=" + POLICIES);
        for (int i = 0; i < POLICIES; i++) {
            var policy = policy();
            SERVERS.rules.set(TestServers.rules(TestServers.tools(), policy));
            var token = List.of(SCOPES.get(random.nextInt(SCOPES.size())), SCOPES.get(random.nextInt(SCOPES.size())));
            var seen = new ArrayList<String>();
            for (var era : Era.values()) {
                var caller = era.of(SERVERS, "/mcp", "agent:one", String.join(" ", token));
                seen.add(verdicts(caller, era, "scopes " + token + " under " + policy));
            }
            assertThat(seen.getFirst()).as("both revisions under %s", policy).isEqualTo(seen.getLast());
        }
        assertThat(List.of(used, hidden, challenged)).as("used, hidden and challenged").allMatch(count -> count > POLICIES);
    }

    private String verdicts(Era.Caller caller, Era era, String situation) {
        var verdicts = new ArrayList<String>();
        for (var kind : Kind.values()) {
            var listed = kind.listed(caller);
            for (var name : kind.names()) {
                var reply = kind.use(caller, name);
                var verdict = verdict(kind, caller, name, reply);
                assertThat(listed.contains(name)).as("%s %s listed, %s", name, verdict, situation).isEqualTo(verdict.equals("used"));
                if (verdict.equals("challenged")) {
                    assertEnough(kind, era, name, reply);
                }
                verdicts.add(name + " " + verdict);
            }
        }
        return verdicts.toString();
    }

    private String verdict(Kind kind, Era.Caller caller, String name, Reply reply) {
        if (reply.status() == 403) {
            challenged++;
            return "challenged";
        }
        if (!reply.body().contains("not found.")) {
            used++;
            return "used";
        }
        hidden++;
        var absent = kind.use(caller, kind.absent(name));
        assertThat(absent).isEqualTo(new Reply(reply.status(), reply.head(), reply.body().replace(name, kind.absent(name))));
        return "hidden";
    }

    /// Exactly the scopes that were named let the same be done.
    private static void assertEnough(Kind kind, Era era, String name, Reply refused) {
        var header = String.valueOf(refused.header("WWW-Authenticate"));
        assertThat(header).contains("error=\"insufficient_scope\"").contains("scope=\"");
        var scopes = header.replaceFirst(".*[ ,]scope=\"([^\"]*)\".*", "$1");
        var caller = era.of(SERVERS, "/mcp", "agent:one", scopes);

        assertThat(kind.use(caller, name).status()).as("%s with %s", name, scopes).isNotEqualTo(403);
        assertThat(kind.use(caller, name).body()).doesNotContain("not found.");
        assertThat(kind.listed(caller)).contains(name);
    }

    private enum Kind {
        TOOL("tools", "name"),
        RESOURCE("resources", "uri"),
        PROMPT("prompts", "name");

        private final String word;
        private final String key;

        Kind(String word, String key) {
            this.word = word;
            this.key = key;
        }

        List<String> names() {
            return switch (this) {
                case TOOL -> TOOLS;
                case RESOURCE -> RESOURCES;
                case PROMPT -> PROMPTS;
            };
        }

        Set<String> listed(Era.Caller caller) {
            var listed = new HashSet<String>();
            caller.list(word).json().path("result").path(word).forEach(entry -> listed.add(entry.path(key).stringValue()));
            return listed;
        }

        Reply use(Era.Caller caller, String name) {
            var written = JsonMapper.shared().writeValueAsString(name);
            return switch (this) {
                case TOOL -> caller.call(name, "{}");
                case RESOURCE -> caller.ask("resources/read", "{\"uri\": " + written + "}");
                case PROMPT -> caller.ask("prompts/get", "{\"name\": " + written + ", \"arguments\": {\"whom\": \"Ada\"}}");
            };
        }

        /// A name of the same length that nothing has, nor can be granted.
        String absent(String name) {
            return switch (this) {
                case RESOURCE -> name.replace("shed://", "shad://");
                case TOOL, PROMPT -> name.substring(0, name.length() - 1) + "0";
            };
        }
    }

    private String policy() {
        var may = some(1 + random.nextInt(4));
        var never = some(random.nextInt(3));
        return "roles:\n  r:\n    may: " + list(may) + "\n    never: " + list(never) + "\nprincipals:\n  agent:one: {roles: [r]}\n";
    }

    private Set<String> some(int count) {
        var some = new TreeSet<String>();
        for (int i = 0; i < count; i++) {
            some.add(GRANTS.get(random.nextInt(GRANTS.size())));
        }
        return some;
    }

    private static String list(Set<String> grants) {
        return "[" + String.join(", ", grants.stream().map(grant -> grant.startsWith("{") ? grant : "{" + grant + "}").toList()) + "]";
    }
}
