package signalbox.kit.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.kit.Modern;
import signalbox.kit.RawHttp;
import signalbox.kit.RawHttp.Reply;
import signalbox.kit.Yard;
import signalbox.policy.permission.Scopes;

/// What is kept of the lists that were shown: and for whom.
class ShownListTest {
    private static final String COUNT = "{\"counter\": \"shown\", \"by\": 1, \"request_id\": \"r\"}";

    private final Yard yard = Yard.open();

    @AfterEach
    void closeYard() {
        yard.close();
    }

    @Test
    void anEmptyListTakesTheEarlierOnesPlace() throws IOException {
        var keeper = Modern.of(yard, "/mcp/yard", "agent:keeper");
        keeper.list();
        yard.book.set(Yard.book(Yard.tools(), Yard.permissions().replace("agent:keeper: {roles: [keeper]}", "agent:keeper: {roles: []}")));
        var empty = keeper.list();
        var releases = Files.readString(Path.of("src/test/tools/releases.yaml"));
        yard.book.set(Yard.book(Yard.tools(releases.replace("default: 1.0.0, pins", "default: 2.0.0, pins")), Yard.permissions()));

        assertThat(empty.json().at("/result/tools")).isEmpty();
        assertThat(version(keeper.call("count", COUNT))).isEqualTo("2.0.0");
    }

    @Test
    void aListCountsForTheScopesThatItWasShownToOnEveryNode() {
        var wide = Modern.of(yard, "/mcp/yard", "agent:keeper");
        var narrow = new Modern(yard, "/mcp/yard", yard.token("agent:keeper", Scopes.parse("tool:yard.count@^2")));
        var again = new Modern(yard, "/mcp/yard", yard.token("agent:keeper", Scopes.parse("tool:yard.count@^2")));
        wide.list();
        narrow.list();

        assertThat(version(wide.call("count", COUNT))).isEqualTo("1.0.0");
        assertThat(version(narrow.call("count", COUNT))).isEqualTo("2.0.0");
        assertThat(version(again.call("count", COUNT))).isEqualTo("2.0.0");
        try (var node = yard.again()) {
            assertThat(version(RawHttp.send(node.port(), wide.calling("count", COUNT).request()))).isEqualTo("1.0.0");
            assertThat(version(RawHttp.send(node.port(), narrow.calling("count", COUNT).request()))).isEqualTo("2.0.0");
        }
    }

    private static String version(Reply reply) {
        return reply.json().at("/result/_meta/signalbox~1version").asString("none: " + reply);
    }
}
