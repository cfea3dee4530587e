package signalbox.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.json.JsonResult.Invalid;
import signalbox.json.JsonResult.Parsed;
import signalbox.json.JsonResult.Reason;
import signalbox.testing.SharedData;
import tools.jackson.core.JacksonException;

class JsonReaderTest {
    private static final JsonReader READER = JsonReader.of(JsonBounds.ofDepth(200).withNumberLength(100).withExponent(400));

    @Test
    void whatIsNotJsonIsRefusedWithAPlaceInIt() throws IOException {
        var files = SharedData.json("n_");

        for (var file : files) {
            var bytes = Files.readAllBytes(file);

            assertThat(READER.read(bytes)).as(file.toString()).isInstanceOfSatisfying(Invalid.class, invalid -> {
                assertThat(invalid.line()).isLessThanOrEqualTo(1 + lineEnds(bytes));
                assertThat(invalid.column()).isLessThanOrEqualTo(bytes.length + 1);
            });
        }
        assertThat(files).hasSize(188);
    }

    @Test
    void whateverIsJsonIsReadWhereNoNameIsThereTwice() throws IOException {
        var files = SharedData.json("y_");
        var refused = new TreeSet<String>();

        for (var file : files) {
            if (READER.read(Files.readAllBytes(file)) instanceof Invalid invalid) {
                assertThat(invalid.reason()).isEqualTo(Reason.DUPLICATE_NAME);
                refused.add(file.getFileName().toString());
            }
        }

        assertThat(files).hasSize(95);
        assertThat(refused).isEqualTo(Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"));
    }

    @Test
    void whatParsersDisagreeAboutIsReadOrRefusedByANamedRule() throws IOException {
        var files = SharedData.json("i_");

        for (var file : files) {
            if (READER.read(Files.readAllBytes(file)) instanceof Invalid invalid) {
                assertThat(invalid.reason()).as(file.toString()).isNotEqualTo(Reason.DUPLICATE_NAME).isNotEqualTo(Reason.EMPTY);
            }
        }
        assertThat(files).hasSize(35);
    }

    @Test
    void whatIsReadIsWhatTheWriterWritesAgain() throws IOException {
        for (var file : SharedData.json("y_")) {
            if (READER.read(Files.readAllBytes(file)) instanceof Parsed(var tree)) {
                assertThat(READER.read(JsonWriter.bytes(tree)).orThrow()).as(file.toString()).isEqualTo(tree);
                assertThat(READER.read(JsonWriter.text(tree)).orThrow()).as(file.toString()).isEqualTo(tree);
                assertThat(READER.read(JsonWriter.ascii(tree)).orThrow()).as(file.toString()).isEqualTo(tree);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[1, 2             | NOT_JSON                 | 1 | 6",
        "[1] 2             | NOT_JSON                 | 1 | 5",
        "[01]              | NOT_JSON                 | 1 | 3",
        "{\"a\":1, \"a\":2} | DUPLICATE_NAME          | 1 | 12",
        "[\"\\ud83d\"]     | HALF_SURROGATE_IN_STRING | 1 | 2",
        "[\"\\ude00x\"]    | HALF_SURROGATE_IN_STRING | 1 | 2",
        "{\"\\ud83d\": 1}  | HALF_SURROGATE_IN_NAME   | 1 | 2",
        "[1e401]           | LARGE_EXPONENT           | 1 | 2",
        "[1e-401]          | LARGE_EXPONENT           | 1 | 2",
        "[1e99999999999]   | LARGE_EXPONENT           | 1 | 2",
        "[0.1e-2147483648] | LARGE_EXPONENT           | 1 | 2",
    })
    void aRefusalSaysWhatAndWhere(String text, Reason reason, int line, int column) {
        assertThat(READER.read(text)).isInstanceOfSatisfying(Invalid.class, invalid -> {
            assertThat(invalid.reason()).isEqualTo(reason);
            assertThat(invalid.line()).isEqualTo(line);
            assertThat(invalid.column()).isEqualTo(column);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t \r"})
    void nothingIsEmpty(String text) {
        assertThat(reason(READER.read(text))).isEqualTo(Reason.EMPTY);
        assertThat(reason(READER.read(text.getBytes(StandardCharsets.UTF_8)))).isEqualTo(Reason.EMPTY);
    }

    @Test
    void bytesThatAreNotUtf8AreToldFromAReplacementCharacter() {
        var sent = "[\"\uFFFD\"]".getBytes(StandardCharsets.UTF_8);
        var broken = new byte[] {'[', '"', (byte) 0xC3, '"', ']'};
        var overlong = new byte[] {'[', '"', (byte) 0xC0, (byte) 0x80, '"', ']'};
        var surrogate = new byte[] {'[', '"', (byte) 0xED, (byte) 0xA0, (byte) 0xBD, '"', ']'};

        assertThat(READER.read(sent).orThrow().get(0).stringValue()).isEqualTo("\uFFFD");
        assertThat(reason(READER.read(broken))).isEqualTo(Reason.NOT_UTF8);
        assertThat(reason(READER.read(overlong))).isEqualTo(Reason.NOT_UTF8);
        assertThat(reason(READER.read(surrogate))).isEqualTo(Reason.NOT_UTF8);
    }

    @Test
    void noOtherEncodingIsGuessedAndNoMarkIsSkipped() {
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_32BE)) {
            assertThat(reason(READER.read("[1]".getBytes(charset)))).as(charset.name()).isEqualTo(Reason.NOT_JSON);
        }
        assertThat(reason(READER.read("\uFEFF[1]".getBytes(StandardCharsets.UTF_8)))).isEqualTo(Reason.NOT_JSON);
    }

    @Test
    void eachBoundIsAtItsNumber() {
        var bounds = JsonBounds.ofDepth(3).withBytes(40).withTokens(9).withNumberLength(5).withNameLength(4);
        var reader = JsonReader.of(bounds);

        assertThat(reader.read("[[[1]]]")).isInstanceOf(Parsed.class);
        assertThat(reason(reader.read("[[[[1]]]]"))).isEqualTo(Reason.BEYOND_BOUNDS);
        assertThat(reader.read("[1,2,3,4,5,6,7]")).isInstanceOf(Parsed.class);
        assertThat(reason(reader.read("[1,2,3,4,5,6,7,8]"))).isEqualTo(Reason.BEYOND_BOUNDS);
        assertThat(reader.read("12345")).isInstanceOf(Parsed.class);
        assertThat(reason(reader.read("123456"))).isEqualTo(Reason.BEYOND_BOUNDS);
        assertThat(reason(reader.read("[1234.56]"))).isEqualTo(Reason.BEYOND_BOUNDS);
        assertThat(reader.read("{\"abcd\":1}")).isInstanceOf(Parsed.class);
        assertThat(reason(reader.read("{\"abcde\":1}"))).isEqualTo(Reason.BEYOND_BOUNDS);
        assertThat(reader.read("\"" + "x".repeat(38) + "\"")).isInstanceOf(Parsed.class);
        assertThat(reason(reader.read("\"" + "x".repeat(39) + "\""))).isEqualTo(Reason.TOO_LARGE);
        assertThat(reason(reader.read(("\"" + "é".repeat(20) + "\"").getBytes(StandardCharsets.UTF_8)))).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void aStreamIsReadToTheFirstByteTooMany() throws IOException {
        var stream = new ByteArrayInputStream(new byte[5_000]);
        var reader = JsonReader.of(JsonBounds.ofDepth(3).withBytes(1_000));

        assertThat(reason(reader.read(stream))).isEqualTo(Reason.TOO_LARGE);
        assertThat(stream.available()).isEqualTo(3_999);
        assertThat(reader.read(new ByteArrayInputStream("[1]".getBytes(StandardCharsets.UTF_8))).orThrow()).hasSize(1);
    }

    @Test
    void aBoundBeyondRecursionIsRefused() {
        assertThatThrownBy(() -> JsonBounds.ofDepth(1_001)).isInstanceOf(IllegalArgumentException.class);

        var deepest = "[".repeat(1_000) + "]".repeat(1_000);
        assertThat(JsonReader.of(JsonBounds.ofDepth(1_000)).read(deepest)).isInstanceOf(Parsed.class);
    }

    @Test
    void numbersAreExact() {
        var tree = READER.read("[1.50, 1e3, 0.1, 12345678901234567890123, 9223372036854775807, -0]").orThrow();

        assertThat(tree.get(0).decimalValue()).isEqualTo(new BigDecimal("1.50"));
        assertThat(tree.get(1).decimalValue()).isEqualTo(new BigDecimal("1E+3"));
        assertThat(tree.get(2).decimalValue()).isEqualTo(new BigDecimal("0.1"));
        assertThat(JsonWriter.text(tree)).isEqualTo("[1.50,1E+3,0.1,12345678901234567890123,9223372036854775807,0]");
    }

    @Test
    void halfSurrogatesAreKeptForWhoSendsThem() {
        var tree = JsonReader.STORED.read("[\"\\ud83d\", \"\\ude00\", \"\\ud83d\\ude00\"]").orThrow();

        assertThat(tree.get(0).stringValue()).isEqualTo("\ud83d");
        assertThat(JsonWriter.ascii(tree)).isEqualToIgnoringCase("[\"\\ud83d\",\"\\ude00\",\"\\ud83d\\ude00\"]");
    }

    @Test
    void aTextOfOurOwnThatCannotBeReadIsOurFault() {
        assertThatThrownBy(() -> JsonReader.STORED.read("[1").orThrow()).isInstanceOf(IllegalStateException.class);
        assertThat(JsonReader.STORED.read("[1").treeOrNull()).isNull();
        assertThat(JsonReader.STORED.read("[1]").objectOrNull()).isNull();
        assertThat(JsonReader.STORED.read("{}").objectOrNull()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "[[[[1]]]]", "123456", "[1] 2"})
    void theMapperHasTheSameBounds(String text) {
        var mapper = JsonReader.of(JsonBounds.ofDepth(3).withNumberLength(5)).mapper();

        assertThatThrownBy(() -> mapper.readTree(text)).isInstanceOf(JacksonException.class);
        assertThat(mapper.readTree("[1.50]").get(0).decimalValue()).isEqualTo(new BigDecimal("1.50"));
    }

    private static Reason reason(JsonResult result) {
        assertThat(result).isInstanceOf(Invalid.class);
        return ((Invalid) result).reason();
    }

    private static int lineEnds(byte[] bytes) {
        int count = 0;
        for (byte b : bytes) {
            if (b == '\n' || b == '\r') {
                count++;
            }
        }
        return count;
    }
}
