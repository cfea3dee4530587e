package signalbox.kit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import signalbox.kit.Modern;
import signalbox.kit.TestServers;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Request;

/// What two readers could frame in two ways is refused, and nothing after it on its connection is read as a request
/// (RFC 9112, sections 2.2, 5, 6 and 11.2).
class FramingTest {
    private static final TestServers SERVERS = TestServers.open();
    private static final Modern VISITOR = Modern.of(SERVERS, "/mcp/yard", "agent:visitor");
    private static final Request LIST = VISITOR.ask("tools/list", "{}").request();
    private static final String HEADERS = "Host: 127.0.0.1:" + SERVERS.port() + "\r\n" + String.join("\r\n", LIST.headers()) + "\r\n";
    private static final String HEAD = "POST /mcp/yard HTTP/1.1\r\n" + HEADERS;
    private static final String LENGTH = "Content-Length: " + LIST.body().length() + "\r\n";
    private static final String CHUNK = Integer.toHexString(LIST.body().length()) + "\r\n" + LIST.body() + "\r\n";
    private static final String WELL = HEAD + LENGTH + "\r\n" + LIST.body();

    @AfterAll
    static void closeServers() {
        SERVERS.close();
    }

    @TestFactory
    Stream<DynamicTest> aRequestThatCanBeFramedInTwoWaysIsRefusedWithAllThatFollowsIt() {
        var cases = new LinkedHashMap<String, String>();
        lengths(cases);
        encodings(cases);
        chunks(cases);
        lines(cases);
        requestLines(cases);
        return cases.entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
            var statuses = statuses(each.getValue() + WELL);

            assertThat(statuses).hasSizeLessThanOrEqualTo(1).isSubsetOf(400, 404, 405, 413, 414, 415, 421, 431, 501, 505);
        }));
    }

    @TestFactory
    Stream<DynamicTest> whatCanBeFramedInOneWayOnlyIsServed() {
        var close = "Connection: close\r\n";
        var cases = new LinkedHashMap<String, String>();
        cases.put("a length", HEAD + close + LENGTH + "\r\n" + LIST.body());
        cases.put("a length with spaces around", HEAD + close + "Content-Length: \t" + LIST.body().length() + " \r\n\r\n" + LIST.body());
        cases.put("chunks", HEAD + close + "Transfer-Encoding: chunked\r\n\r\n" + CHUNK + "0\r\n\r\n");
        cases.put("Chunked", HEAD + close + "transfer-encoding: Chunked\r\n\r\n" + CHUNK + "0\r\n\r\n");
        cases.put("a chunk extension", HEAD + close + "Transfer-Encoding: chunked\r\n\r\n" + CHUNK.replaceFirst("\r\n", ";a=b\r\n") + "0;last\r\n\r\n");
        cases.put("a trailer", HEAD + close + "Transfer-Encoding: chunked\r\n\r\n" + CHUNK + "0\r\nX-Sum: 1\r\n\r\n");
        cases.put("a chunk size with zeros before", HEAD + close + "Transfer-Encoding: chunked\r\n\r\n0000" + CHUNK + "00\r\n\r\n");
        cases.put("one byte at a time", HEAD + close + "Transfer-Encoding: chunked\r\n\r\n" + byteByByte() + "0\r\n\r\n");
        cases.put("empty lines before", "\r\n" + HEAD + close + LENGTH + "\r\n" + LIST.body());
        cases.put("HTTP/1.0", HEAD.replace("HTTP/1.1", "HTTP/1.0") + LENGTH + "\r\n" + LIST.body());
        return cases.entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(),
                () -> assertThat(statuses(each.getValue())).containsExactly(200)));
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrderUntilOneIsRefused() {
        try (var connection = RawConnection.to(SERVERS.port())) {
            for (int i = 0; i < 5; i++) {
                connection.send(VISITOR.calling("echo", "{\"text\": \"" + i + "\"}").id(String.valueOf(i)).request());
            }
            connection.write(HEAD + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nx" + WELL);

            for (int i = 0; i < 5; i++) {
                var reply = connection.answer();
                assertThat(reply.json().path("id").asInt()).isEqualTo(i);
                assertThat(reply.json().at("/result/content/0/text").asString("")).isEqualTo("agent:visitor says " + i);
            }
            assertThat(connection.answer().status()).isEqualTo(400);
            assertThat(connection.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void aBodyIsAskedForOnlyWhereItWouldBeRead() {
        var expecting = "Expect: 100-continue\r\n";
        var nobody = HEAD.replaceFirst("Authorization: [^\r]*", "X-Nothing: here");

        assertThat(statuses(HEAD + expecting + "Connection: close\r\n" + LENGTH + "\r\n" + LIST.body())).containsExactly(100, 200);
        assertThat(statuses(HEAD.replace("Host: 127", "Host: 128") + expecting + LENGTH + "\r\n")).containsExactly(421);
        assertThat(statuses(HEAD.replace("/mcp/yard ", "/nowhere ") + expecting + LENGTH + "\r\n")).containsExactly(404);
        assertThat(statuses(HEAD + expecting + "Content-Length: 1048577\r\n\r\n")).containsExactly(413);
        assertThat(statuses(nobody + expecting + "Content-Length: 1048576\r\n\r\n")).containsExactly(401);
        assertThat(statuses(nobody + expecting + "Transfer-Encoding: chunked\r\n\r\n")).containsExactly(401);
    }

    @Test
    void aHeadIsAnsweredWithoutABody() {
        try (var connection = RawConnection.to(SERVERS.port())) {
            connection.write("HEAD /mcp/yard HTTP/1.1\r\n" + HEADERS + "\r\n" + WELL + "HEAD /nowhere HTTP/1.1\r\n" + HEADERS + "\r\n");
            var refused = connection.head();
            var next = connection.answer();
            var nowhere = connection.head();

            assertThat(refused).startsWith("HTTP/1.1 405 ");
            assertThat(next.status()).isEqualTo(200);
            assertThat(nowhere).startsWith("HTTP/1.1 404 ");
            assertThat(connection.isClosedByPeer()).isTrue();
        }
    }

    private static void lengths(Map<String, String> cases) {
        cases.put("two lengths", HEAD + LENGTH + LENGTH + "\r\n" + LIST.body());
        cases.put("two different lengths", HEAD + "Content-Length: 0\r\n" + LENGTH + "\r\n" + LIST.body());
        cases.put("a list of lengths", HEAD + "Content-Length: 5, 5\r\n\r\nabcde");
        cases.put("a length and chunks", HEAD + LENGTH + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        cases.put("chunks and a length", HEAD + "Transfer-Encoding: chunked\r\n" + LENGTH + "\r\n0\r\n\r\n");
        for (var length : List.of("+5", "-5", "5a", "0x5", "5.0", "5 5", "", "99999999999999999999", "9223372036854775808", "٥", "5\u000B")) {
            cases.put("the length '" + length + "'", HEAD + "Content-Length: " + length + "\r\n\r\nabcde");
        }
    }

    private static void encodings(Map<String, String> cases) {
        for (var encoding : List.of("gzip", "gzip, chunked", "chunked, gzip", "chunked, chunked", "identity", "xchunked", "chunkedx", "chunked;a",
                "chunked,", "\u000Bchunked", "\"chunked\"", "", "chun ked", "identity, chunked")) {
            cases.put("the encoding '" + encoding + "'", HEAD + "Transfer-Encoding: " + encoding + "\r\n\r\n0\r\n\r\n");
        }
        cases.put("two encodings", HEAD + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n");
        cases.put("an encoding with a space before its colon", HEAD + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n");
        cases.put("chunks in HTTP/1.0", HEAD.replace("HTTP/1.1", "HTTP/1.0") + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    }

    private static void chunks(Map<String, String> cases) {
        var chunked = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
        for (var size : List.of("-1", "+5", "0x5", "5g", "", " ", "FFFFFFFFFFFFFFFF", "FFFFFFFF", "80000000", "10000000000000000", "5 5", "٥")) {
            cases.put("the chunk size '" + size + "'", chunked + size + "\r\nabcde\r\n0\r\n\r\n");
        }
        cases.put("a chunk shorter than it says", chunked + "6\r\nabcde\r\n0\r\n\r\n");
        cases.put("a chunk longer than it says", chunked + "4\r\nabcde\r\n0\r\n\r\n");
        cases.put("a chunk without its line end", chunked + "5\r\nabcde0\r\n\r\n");
        cases.put("a chunk line that ends in a line feed", chunked + "5\nabcde\r\n0\r\n\r\n");
        cases.put("a chunk that ends in a line feed", chunked + "5\r\nabcde\n0\r\n\r\n");
        cases.put("a line feed in an extension", chunked + "5;a\nb\r\nabcde\r\n0\r\n\r\n");
        cases.put("a carriage return in an extension", chunked + "5;a\rb\r\nabcde\r\n0\r\n\r\n");
        cases.put("an endless extension", chunked + "5;" + "a".repeat(100_000) + "\r\nabcde\r\n0\r\n\r\n");
        cases.put("endless trailers", chunked + "0\r\n" + "X-A: b\r\n".repeat(20_000) + "\r\n");
        cases.put("more chunks than a body may have", chunked + ("10000\r\n" + "x".repeat(0x10000) + "\r\n").repeat(17) + "0\r\n\r\n");
    }

    private static void lines(Map<String, String> cases) {
        cases.put("a folded header", HEAD + "X-A: b\r\n c\r\n" + LENGTH + "\r\n" + LIST.body());
        cases.put("a length that is folded away", HEAD + "X-A: b\r\n Content-Length: 5\r\n" + LENGTH + "\r\n" + LIST.body());
        cases.put("a folded length", HEAD + "Content-Length:\r\n 5\r\n\r\nabcde");
        cases.put("a space before the first header", HEAD.replaceFirst("\r\n", "\r\n ") + LENGTH + "\r\n" + LIST.body());
        cases.put("a space before a colon", HEAD + "Content-Length : " + LIST.body().length() + "\r\n\r\n" + LIST.body());
        cases.put("a tab before a colon", HEAD + "Content-Length\t: 5\r\n\r\nabcde");
        cases.put("line feeds", (HEAD + LENGTH + "\r\n").replace("\r\n", "\n") + LIST.body());
        cases.put("a line feed within the head", HEAD + "X-A: b\n" + LENGTH + "\r\n" + LIST.body());
        cases.put("a line feed that hides a header", HEAD + "X-A: b\nContent-Length: 5\r\n\r\nabcde");
        cases.put("a head that ends in a line feed", HEAD + LENGTH + "\n" + LIST.body());
        cases.put("a carriage return in a header", HEAD + "X-A: b\rc\r\n" + LENGTH + "\r\n" + LIST.body());
        cases.put("a NUL in a header", HEAD + "X-A: b\u0000c\r\n" + LENGTH + "\r\n" + LIST.body());
        cases.put("a NUL in a header's name", HEAD + "X-\u0000A: b\r\n" + LENGTH + "\r\n" + LIST.body());
        cases.put("a header without a name", HEAD + ": b\r\n" + LENGTH + "\r\n" + LIST.body());
        cases.put("a header without a colon", HEAD + "X-A\r\n" + LENGTH + "\r\n" + LIST.body());
        cases.put("a header's name with brackets", HEAD + "X(A): b\r\n" + LENGTH + "\r\n" + LIST.body());
        cases.put("a long header", HEAD + "X-A: " + "b".repeat(100_000) + "\r\n" + LENGTH + "\r\n" + LIST.body());
        cases.put("many headers", HEAD + "X-A: b\r\n".repeat(20_000) + LENGTH + "\r\n" + LIST.body());
    }

    private static void requestLines(Map<String, String> cases) {
        for (var line : List.of(
                "POST http://127.0.0.1:" + SERVERS.port() + "/mcp/yard HTTP/1.1", "POST http://evil.example/mcp/yard HTTP/1.1",
                "CONNECT 127.0.0.1:" + SERVERS.port() + " HTTP/1.1", "OPTIONS * HTTP/1.1", "POST mcp/yard HTTP/1.1", "POST  /mcp/yard HTTP/1.1",
                "POST /mcp/yard  HTTP/1.1", "POST /mcp/ya rd HTTP/1.1", "POST\t/mcp/yard\tHTTP/1.1", "POST /mcp/yard HTTP/2.0", "POST /mcp/yard HTTP/3",
                "POST /mcp/yard HTTP/1.1x", "POST /mcp/yard http/1.1", "POST /mcp/yard", "/mcp/yard HTTP/1.1", "PO(ST /mcp/yard HTTP/1.1",
                "POST /mcp/yard#a HTTP/1.1", "POST /mcp/\u0000yard HTTP/1.1", "POST /" + "a".repeat(10_000) + " HTTP/1.1", "POST /mcp/yard HTTP/1.1\rX: y",
                " POST /mcp/yard HTTP/1.1", "PRI * HTTP/2.0", "\u0016\u0003\u0001")) {
            cases.put("the line '" + line.substring(0, Math.min(50, line.length())) + "'", line + "\r\n" + HEADERS + LENGTH + "Connection: close\r\n\r\n" + LIST.body());
        }
    }

    private static String byteByByte() {
        var chunks = new StringBuilder();
        LIST.body().chars().forEach(b -> chunks.append("1\r\n").append((char) b).append("\r\n"));
        return chunks.toString();
    }

    /// The statuses of all answers until the connection ends.
    private static List<Integer> statuses(String sent) {
        try (var connection = RawConnection.to(SERVERS.port()).patient(Duration.ofSeconds(10))) {
            connection.write(sent);
            var statuses = new ArrayList<Integer>();
            for (var reply = connection.reply(); reply != null; reply = connection.reply()) {
                statuses.add(reply.status());
            }
            return statuses;
        }
    }
}
