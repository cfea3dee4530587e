package signalbox.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.client.exchange.Access;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.ToolListing;
import signalbox.http.client.Deadline;
import signalbox.http.client.HttpTarget;
import signalbox.http.client.OutgoingHttp;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;
import signalbox.testing.ScriptedMcp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a server shows of itself is bounded over all its pages, whatever it sends.
class ListBudgetTest {
    private final McpClient client = new McpClient(new OutgoingHttp());

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            one page of countless objects | the answer has more than 50000 JSON values, or goes deeper than 100 levels
            one long page                 | the answer is larger than 1048576 bytes
            pages without end             | its list of tools is longer than 1048576 characters
            pages of objects              | its list of tools has more than 50000 JSON values
            many tools                    | it shows more than 1000 tools
            many tools on many pages      | it shows more than 1000 tools
            """)
    void aListBeyondItsBudgetIsNoneAndSaysWhy(String kind, String reason) {
        try (var server = server(switch (kind) {
            case "one page of countless objects" -> _ -> "\"tools\": [" + "{},".repeat(300_000) + "{}]";
            case "one long page" -> _ -> "\"tools\": [" + tool("a", "x".repeat(2 << 20)) + "]";
            case "pages without end" -> page -> "\"nextCursor\": \"on\", \"tools\": [" + tool("a" + page, "x".repeat(100_000)) + "]";
            case "pages of objects" -> page -> "\"nextCursor\": \"on\", \"tools\": [], \"x\": [" + "{},".repeat(9_000) + page + "]";
            case "many tools" -> _ -> "\"tools\": [" + "{},".repeat(1_000) + "{}]";
            default -> page -> "\"nextCursor\": \"on\", \"tools\": [" + "{},".repeat(50) + tool("a" + page, "") + "]";
        })) {
            assertThat(to(server).tools(errand())).isEqualTo(new ToolListing.None(reason));
        }
    }

    @Test
    void aDefinitionThatIsTooLongIsLeftOutAndTakesNoOtherWithIt() {
        try (var server = server(_ -> "\"tools\": [" + tool("long", "x".repeat(140_000)) + "," + tool("short", "x") + "]")) {
            var found = (ToolListing.Tools) to(server).tools(errand());

            assertThat(found.tools()).extracting(tool -> tool.name()).containsExactly("short");
            assertThat(found.dropped())
                    .containsExactly(new ToolListing.Dropped("long", "its definition is longer than 131072 characters"));
        }
    }

    @Test
    void listsThatAreKeptForManyCallersAreBoundedTogether() {
        try (var server = server(_ -> "\"ttlMs\": 600000, \"cacheScope\": \"private\", \"tools\": ["
                + tool("a", "x".repeat(120_000)) + "," + tool("b", "x".repeat(120_000)) + "," + tool("c", "x".repeat(120_000))
                + "]")) {
            for (int caller = 0; caller < 40; caller++) {
                assertThat(to(server).tools(errand())).isInstanceOf(ToolListing.Tools.class);
            }

            assertThat(client.keptLists().characters()).isPositive().isLessThanOrEqualTo(8 << 20);
        }
    }

    /// Twenty servers, each with the largest list there is of the kind that takes most heap: `./signalbox up` has 384 MB.
    @Test
    void theLargestListsOfTwentyServersFitTheHeapTogether() {
        var servers = new ArrayList<ScriptedHttp>();
        var lists = new ArrayList<ToolListing>();
        long before = used();
        try {
            for (int n = 0; n < 20; n++) {
                var server = server(_ -> "\"tools\": [{\"name\": \"a\", \"inputSchema\": {\"x\": [" + "1.5e1,".repeat(20_000) + "1]}},"
                        + "{\"name\": \"b\", \"inputSchema\": {\"x\": [" + "1.5e1,".repeat(20_000) + "1]}}]");
                servers.add(server);
                lists.add(to(server).tools(errand()));
            }

            assertThat(lists).allMatch(ToolListing.Tools.class::isInstance);
            assertThat(used() - before).isLessThan(120 << 20);
        } finally {
            servers.forEach(ScriptedHttp::close);
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static String tool(String name, String description) {
        return "{\"name\": \"" + name + "\", \"inputSchema\": {\"type\": \"object\"}, \"description\": \"" + description + "\"}";
    }

    /// @param pages the members of each page's result
    private static ScriptedHttp server(IntFunction<String> pages) {
        var page = new AtomicInteger();
        return new ScriptedHttp(seen -> {
            JsonNode request = JsonMapper.shared().readTree(seen.body());
            return request.path("method").asString().equals("server/discover")
                    ? ScriptedMcp.result(request, "{\"supportedVersions\": [\"2026-07-28\"], \"capabilities\": {\"tools\": {}}}")
                    : Answer.json("{\"jsonrpc\": \"2.0\", \"id\": " + request.get("id")
                            + ", \"result\": {\"resultType\": \"complete\", " + pages.apply(page.getAndIncrement()) + "}}");
        });
    }

    private McpConnection to(ScriptedHttp server) {
        return client.to(HttpTarget.own(server.uri("/mcp")), Access.OPEN, false);
    }

    private static RequestContext errand() {
        return RequestContext.of(Access.OPEN, Deadline.in(Duration.ofSeconds(30)));
    }
}
