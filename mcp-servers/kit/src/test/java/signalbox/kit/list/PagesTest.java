package signalbox.kit.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.kit.TestServers;
import signalbox.kit.endpoint.McpSettings;
import signalbox.testing.RawHttp.Reply;
import tools.jackson.databind.JsonNode;

/// The pages of a list, one after the other, are the list.
class PagesTest {
    private static final int PAGE = 3;

    private final TestServers servers = TestServers.open(limits(PAGE));

    @AfterEach
    void closeServers() {
        servers.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyCursorInOrderGivesExactlyTheWholeList(Era era) {
        servers.resources.paths = IntStream.range(0, 20).mapToObj(i -> "open/" + (i * 7 % 20)).toList();
        try (var whole = TestServers.open(limits(1000))) {
            whole.resources.paths = servers.resources.paths;
            for (var who : List.of("agent:shedder", "agent:keeper", "agent:insider", "agent:nobody")) {
                var paged = era.of(servers, "/mcp", who);
                var all = era.of(whole, "/mcp", who);
                for (var kind : List.of("tools", "resources", "resources/templates", "prompts")) {
                    assertThat(entries(paged, kind)).as(who + " " + kind).isEqualTo(entries(all, kind)).isEqualTo(entries(paged, kind));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 2 * PAGE + 1})
    void theLastPageHasNoCursor(int size) {
        servers.resources.paths = IntStream.range(0, size).mapToObj(i -> "open/" + i).toList();
        for (var era : Era.values()) {
            var pages = pages(era.of(servers, "/mcp/shed", "agent:shedder"), "resources");

            assertThat(pages).hasSize(Math.max(1, (size + PAGE - 1) / PAGE));
            assertThat(pages.getLast().at("/result/nextCursor").isMissingNode()).isTrue();
            assertThat(pages.subList(0, pages.size() - 1)).allMatch(page -> page.at("/result/resources").size() == PAGE);
        }
    }

    @Test
    void everyPageIsForItsReaderAlone() {
        for (var page : pages(Era.MODERN.of(servers, "/mcp/shed", "agent:shedder"), "tools")) {
            assertThat(page.at("/result/cacheScope").asString("")).isEqualTo("private");
            assertThat(page.at("/result/ttlMs").isIntegralNumber()).isTrue();
            assertThat(page.at("/result/resultType").asString("")).isEqualTo("complete");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCursorIsGoodForItsReaderItsPlaceAndItsListAsOftenAsItLikes(Era era) {
        var mine = era.of(servers, "/mcp/shed", "agent:shedder");
        var cursor = cursor(mine.list("tools"));
        var other = era.of(servers, "/mcp/shed", "agent:other");

        assertThat(mine.ask("tools/list", cursor).json().path("result").has("tools")).isTrue();
        assertThat(mine.ask("tools/list", cursor).json().path("result").has("tools")).isTrue();
        assertThat(era.of(servers, "/mcp/shed", "agent:shedder").ask("tools/list", cursor).json().has("result")).as("another token of mine").isTrue();
        assertRefused(other.ask("tools/list", cursor));
        assertRefused(era.of(servers, "/mcp", "agent:shedder").ask("tools/list", cursor));
        assertRefused(era.of(servers, "/mcp/shed/v1", "agent:shedder").ask("tools/list", cursor));
        assertRefused(mine.ask("resources/list", cursor));
        assertRefused(mine.ask("tools/list", cursor.replace("\": \"", "\": \"A")));
        assertRefused(mine.ask("tools/list", "{\"cursor\": \"\"}"));
        assertRefused(mine.ask("tools/list", "{\"cursor\": null}"));
        assertRefused(mine.ask("tools/list", "{\"cursor\": \"3\"}"));
        assertThat(cursor(other.list("tools"))).isNotEqualTo(cursor);
    }

    @ParameterizedTest
    @EnumSource
    void aListThatChangesInTheMiddleIsListedAnew(Era era) {
        var caller = era.of(servers, "/mcp/shed", "agent:shedder");
        var tools = cursor(caller.list("tools"));
        servers.resources.paths = List.of("open/a", "open/b", "open/c", "open/d");
        var resources = cursor(caller.list("resources"));
        servers.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions().replace("- tool: shed.*@^1", "- tool: shed.*@^1\n      - tool: yard.echo@^1")));
        var unchanged = caller.ask("tools/list", tools);
        servers.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions().replace("- prompt: shed.confide", "- prompt: shed.confide\n      - tool: shed.tell")));
        servers.resources.paths = List.of("open/a", "open/c", "open/d");

        assertThat(unchanged.json().has("result")).as("what changed is not in this list").isTrue();
        assertRefused(caller.ask("tools/list", tools));
        assertRefused(caller.ask("resources/list", resources));
        assertThat(entries(caller, "tools")).hasSize(5).noneMatch(entry -> entry.contains("\"tell\""));
        assertThat(entries(caller, "resources")).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void whoeverSeesTheSameReadsTheSameBytes(Era era) {
        try (var whole = TestServers.open(limits(1000))) {
            for (var kind : List.of("tools", "resources", "resources/templates", "prompts")) {
                var one = era.of(whole, "/mcp", "agent:shedder").list(kind);
                var other = era.of(whole, "/mcp", "agent:other").list(kind);

                assertThat(other).isEqualTo(one);
            }
        }
    }

    private static List<String> entries(Era.Caller caller, String kind) {
        var entries = new ArrayList<String>();
        for (var page : pages(caller, kind)) {
            page.path("result").path(key(kind)).forEach(entry -> entries.add(entry.toString()));
        }
        return entries;
    }

    private static List<JsonNode> pages(Era.Caller caller, String kind) {
        var pages = new ArrayList<JsonNode>();
        var params = "{}";
        while (!params.isEmpty()) {
            var page = caller.ask(kind + "/list", params).json();
            assertThat(page.path("result").has(key(kind))).isTrue();
            pages.add(page);
            var next = page.at("/result/nextCursor");
            params = next.isMissingNode() ? "" : "{\"cursor\": \"" + next.stringValue() + "\"}";
        }
        return pages;
    }

    private static String key(String kind) {
        return kind.equals("resources/templates") ? "resourceTemplates" : kind;
    }

    private static String cursor(Reply page) {
        return "{\"cursor\": \"" + page.json().at("/result/nextCursor").stringValue() + "\"}";
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.json().at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(reply.json().at("/error/message").asString("")).startsWith("There is no such cursor");
    }

    private static McpSettings.Limits limits(int page) {
        return new McpSettings.Limits(1 << 20, Duration.ofSeconds(30), Duration.ofMinutes(30), 256, 256, page);
    }
}
