package signalbox.kit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.kit.Legacy;
import signalbox.kit.Modern;
import signalbox.kit.TestServers;
import signalbox.testing.RawHttp.Reply;

/// Whatever a tool, a resource or a prompt pours out, an answer is bounded, and says that something is missing.
class FloodsTest {
    /// The limit of `shed.pour`, twice for text and structure, and the frame around them.
    private static final int MOST = 2 * 4096 + 40_000;
    private static final TestServers SERVERS = TestServers.open();
    private static final Modern MODERN = Modern.of(SERVERS, "/mcp/shed", "agent:shedder");
    private static final Legacy LEGACY = Legacy.of(SERVERS, "/mcp/shed", "agent:shedder");

    @AfterAll
    static void closeServers() {
        SERVERS.close();
    }

    @ParameterizedTest
    @CsvSource({
        "text, 100000000, false, '[cut: the whole result has 100000000 bytes, the limit is 4096]'",
        "texts, 1000000, false, '[cut: the whole result has 1000000 bytes, the limit is 4096]'",
        "empty texts, 1000000, false, '[cut: the whole result has 0 bytes, the limit is 4096]'",
        "error, 10000000, true, '[cut: the whole result has 10000000 bytes, the limit is 4096]'",
        "image, 10000000, true, 'is longer than 4096 bytes; nothing was done. Ask for less.'",
        "items, 1000000, true, 'is longer than 4096 bytes; nothing was done. Ask for less.'",
        "deep, 10000, true, 'failed because of a fault on the server''s side'",
        "deep, 100000, true, 'failed because of a fault on the server''s side'"
    })
    void aResultIsBounded(String kind, int size, boolean error, String says) {
        for (var reply : poured(kind, size)) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body().length()).isLessThan(MOST);
            assertThat(reply.json().at("/result/isError").asBoolean()).isEqualTo(error);
            assertThat(reply.body()).contains(says);
        }
    }

    @Test
    void othersAreServedWhileSomePourOut() throws Exception {
        var visitor = Modern.of(SERVERS, "/mcp/yard", "agent:visitor");
        var floods = new ArrayList<Future<List<Reply>>>();
        var served = new ArrayList<Future<Reply>>();

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                floods.add(threads.submit(() -> poured("text", 5_000_000)));
                served.add(threads.submit(() -> visitor.call("echo", "{\"text\": \"a\"}")));
            }
        }

        for (var each : served) {
            assertThat(each.get().json().at("/result/content/0/text").asString("")).isEqualTo("agent:visitor says a");
        }
        for (var each : floods) {
            assertThat(each.get()).allMatch(reply -> reply.body().length() < MOST);
        }
    }

    @Test
    void aResourceAndAPromptAreBoundedToo() {
        var resource = MODERN.ask("resources/read", "{\"uri\": \"shed://open/huge\"}").reply();
        var prompt = MODERN.ask("prompts/get", "{\"name\": \"flood\", \"arguments\": {\"whom\": \"a\", \"size\": \"5000000\"}}").reply();

        assertThat(resource.json().at("/error/message").asString("")).isEqualTo("The resource is longer than 4194304 bytes.");
        assertThat(prompt.json().at("/error/message").asString("")).isEqualTo("The prompt is longer than 4194304 bytes.");
    }

    /// What a text means to a terminal or a reader is the reader's to judge: changed, it would no longer be the tool's
    /// result. It reaches the reader as JSON, in which no control character stands as itself.
    @Test
    void terminalCodesAndDirectionMarksArriveAsTextAndNothingElse() {
        for (var reply : poured("raw", 0)) {
            assertThat(reply.json().at("/result/content/0/text").asString(""))
                    .isEqualTo("\u001B[2Jcleared\u202Egnp.exe\u0000\u2028\uFEFF\uD83D\uDE82");
            assertThat(reply.body().chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
        }
    }

    /// In both revisions.
    private static List<Reply> poured(String kind, int size) {
        var arguments = "{\"kind\": \"" + kind + "\", \"size\": " + size + "}";
        return List.of(MODERN.call("pour", arguments), LEGACY.call("pour", arguments));
    }
}
