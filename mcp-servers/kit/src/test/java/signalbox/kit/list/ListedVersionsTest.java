package signalbox.kit.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.kit.Legacy;
import signalbox.kit.Modern;
import signalbox.kit.TestDatabase;
import signalbox.kit.TestServers;
import signalbox.policy.permission.Scopes;
import signalbox.testing.RawHttp;
import signalbox.testing.RawHttp.Reply;

/// What is kept of the lists that were shown: for whom, how much of it, and what looking for it tells.
class ListedVersionsTest {
    private static final int MOST = 100;
    private static final String COUNT = "{\"counter\": \"shown\", \"by\": 1, \"request_id\": \"r\"}";

    private final TestServers servers = TestServers.open();

    @AfterEach
    void closeServers() {
        servers.close();
    }

    @Test
    void aListThatHoldsNothingIsNotKept() {
        var stranger = servers.token("agent:nobody");
        for (var path : new String[] {"/mcp", "/mcp/yard", "/mcp/yard/v100001", "/mcp/nosuch", "/mcp/nosuch/v3"}) {
            assertThat(new Modern(servers, path, stranger).list().json().at("/result/tools")).isEmpty();
        }

        assertThat(rows("agent:nobody")).isZero();
    }

    @Test
    void whatIsKeptForOnePrincipalHasABound() {
        var token = servers.token("agent:visitor");
        for (int i = 0; i < MOST + 20; i++) {
            new Modern(servers, "/mcp/yard/v" + (100_000 + i), token).list();
        }

        assertThat(rows("agent:visitor")).isEqualTo(MOST);
        assertThat(TestDatabase.jdbc()
                .sql("select count(*) from kit.shown_view where caller = 'agent:visitor' and endpoint = '/mcp/yard/v100119'")
                .query(Integer.class).single()).as("the latest is kept").isEqualTo(1);
    }

    @Test
    void anEmptyListTakesTheEarlierOnesPlace() throws IOException {
        var keeper = Modern.of(servers, "/mcp", "agent:keeper");
        keeper.list();
        servers.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions().replace("agent:keeper: {roles: [keeper]}", "agent:keeper: {roles: []}")));
        var empty = keeper.list();
        var releases = Files.readString(Path.of("src/test/tools/releases.yaml"));
        servers.rules.set(TestServers.rules(TestServers.tools(releases.replace("default: 1.0.0, pins", "default: 2.0.0, pins")), TestServers.permissions()));

        assertThat(empty.json().at("/result/tools")).isEmpty();
        assertThat(version(keeper.call("yard__count", COUNT))).isEqualTo("2.0.0");
    }

    @Test
    void aListCountsForTheScopesThatItWasShownToOnEveryNode() {
        var wide = Modern.of(servers, "/mcp/yard", "agent:keeper");
        var narrow = new Modern(servers, "/mcp/yard", servers.token("agent:keeper", Scopes.parse("tool:yard.count@^2")));
        var again = new Modern(servers, "/mcp/yard", servers.token("agent:keeper", Scopes.parse("tool:yard.count@^2")));
        wide.list();
        narrow.list();

        assertThat(version(wide.call("count", COUNT))).isEqualTo("1.0.0");
        assertThat(version(narrow.call("count", COUNT))).isEqualTo("2.0.0");
        assertThat(version(again.call("count", COUNT))).isEqualTo("2.0.0");
        try (var node = servers.again()) {
            assertThat(version(RawHttp.send(node.port(), wide.calling("count", COUNT).request()))).isEqualTo("1.0.0");
            assertThat(version(RawHttp.send(node.port(), narrow.calling("count", COUNT).request()))).isEqualTo("2.0.0");
        }
    }

    @Test
    void aListDecidesNothingForAnotherSessionOrAnotherToken() throws IOException {
        var listing = Modern.of(servers, "/mcp/yard", "agent:keeper");
        var other = Modern.of(servers, "/mcp/yard", "agent:keeper");
        var session = Legacy.of(servers, "/mcp/yard", "agent:keeper");
        var silent = new Legacy(servers, "/mcp/yard", session.token(), servers.session("/mcp/yard", session.token()));
        listing.list();
        session.ask("tools/list", "{}");
        var releases = Files.readString(Path.of("src/test/tools/releases.yaml"));
        servers.rules.set(TestServers.rules(TestServers.tools(releases.replace("default: 1.0.0, pins", "default: 2.0.0, pins")), TestServers.permissions()));

        assertThat(version(listing.call("count", COUNT))).as("listed").isEqualTo("1.0.0");
        assertThat(version(session.call("count", COUNT))).as("listed in the session").isEqualTo("1.0.0");
        assertThat(version(other.call("count", COUNT))).as("another token").isEqualTo("2.0.0");
        assertThat(version(silent.call("count", COUNT))).as("another session of the same token").isEqualTo("2.0.0");
    }

    /// Nobody can look while the table is locked: who answers all the same has not looked.
    @ParameterizedTest
    @ValueSource(strings = {"depot__secret", "depot__sacred", "nosuch__nothing", ""})
    void aNameOfNothingIsLookedUpLikeAHiddenTool(String name) throws Exception {
        var caller = Modern.of(servers, "/mcp", "agent:stranger");
        try (var connection = TestDatabase.get().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("lock table kit.shown_view in access exclusive mode");
            var reply = CompletableFuture.supplyAsync(() -> caller.call(name, "{}"));

            assertThat(looksOrAnswers(connection, reply)).isEqualTo("looks");
            connection.rollback();
            assertThat(reply.get(20, TimeUnit.SECONDS).body()).contains("not found.");
        }
    }

    private static String looksOrAnswers(Connection connection, CompletableFuture<Reply> reply) throws Exception {
        while (!reply.isDone()) {
            try (var waiting = connection.createStatement().executeQuery(
                    "select count(*) from pg_locks where relation = 'kit.shown_view'::regclass and not granted")) {
                waiting.next();
                if (waiting.getInt(1) > 0) {
                    return "looks";
                }
            }
        }
        return "answers";
    }

    private static int rows(String caller) {
        return TestDatabase.jdbc().sql("select count(*) from kit.shown_view where caller = ?").param(caller).query(Integer.class).single();
    }

    private static String version(Reply reply) {
        return reply.json().at("/result/_meta/signalbox~1version").asString("none: " + reply);
    }
}
