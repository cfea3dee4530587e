package signalbox.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlSourceTest {
    @Test
    void nodesKnowWhereTheyStand() {
        var source = sound("a: 1\nb:\n  - x\n  - {c/d: yes}\n");

        assertThat(source.place("/b/1/c~1d")).isEqualTo(new Place("f.yaml", 4, 11));
        assertThat(source.keyPlace("/b/1/c~1d")).isEqualTo(new Place("f.yaml", 4, 6));
        assertThat(source.place("/b/1/absent/deeper")).isEqualTo(source.place("/b/1"));
    }

    @Test
    void numbersAreExact() {
        var tree = sound("[0.1, 12345678901234567890123, 9007199254740993, 1, -2.50e3]").tree();

        assertThat(tree.get(0).decimalValue()).isEqualByComparingTo("0.1");
        assertThat(tree.get(1).bigIntegerValue()).isEqualTo("12345678901234567890123");
        assertThat(tree.get(2).longValue()).isEqualTo(9007199254740993L);
        assertThat(tree.get(3).isInt()).isTrue();
        assertThat(tree.get(4).decimalValue()).isEqualByComparingTo("-2500");
    }

    @Test
    void onlyJsonsOwnWordsAreMoreThanText() {
        var tree = sound("[true, null, ~, yes, 2027-06-30, 1.0.0, '1', \"true\"]").tree();

        assertThat(tree).hasToString("[true,null,null,\"yes\",\"2027-06-30\",\"1.0.0\",\"1\",\"true\"]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            when: size(a) > 3                     | 8 | 1:15
            when: 'it''s > 3'                     | 5 | 1:14
            when: "a\\u0041 > 3"                  | 3 | 1:16
            """)
    void aCharacterOfAScalarHasAPlace(String text, int offset, String lineAndColumn) {
        var place = sound(text).placeInside("/when", offset);

        assertThat(place).hasToString("f.yaml:" + lineAndColumn);
    }

    @Test
    void aCharacterOfABlockScalarHasAPlace() {
        var folded = sound("when: >-\n  size(a)\n  > 3\n");
        var literal = sound("when: |\n  size(a)\n    > 3\n");

        assertThat(folded.placeInside("/when", 8)).hasToString("f.yaml:3:3");
        assertThat(folded.placeInside("/when", 5)).hasToString("f.yaml:2:8");
        assertThat(literal.placeInside("/when", 10)).hasToString("f.yaml:3:5");
    }

    @Test
    void everythingThatJsonCannotSayIsReportedAtOnce() {
        var found = YamlSource.parse("f.yaml", """
                a: &x 1
                b: *x
                c: !!str 2
                a: 3
                <<: {d: 1}
                e: 0x10
                [f, g]: 1
                """).found();

        assertThat(Problem.rendered(found)).isEqualTo("""
                f.yaml:1:4: anchor '&x' is not allowed
                 | a: &x 1
                 |    ^ write the value out
                f.yaml:2:4: alias '*x' is not allowed
                 | b: *x
                 |    ^ write the value out
                f.yaml:3:4: tag 'tag:yaml.org,2002:str' is not allowed
                 | c: !!str 2
                 |    ^ write the value without it
                f.yaml:4:1: duplicate key 'a'
                 | a: 3
                 | ^ it is already in line 1
                f.yaml:5:1: the merge key '<<' is not allowed
                 | <<: {d: 1}
                 | ^ write the entries out
                f.yaml:6:4: '0x10' is read differently by different YAML readers
                 | e: 0x10
                 |    ^ put a text in quotes; write true, false, null and numbers as JSON does
                f.yaml:7:1: a key must be a single word or text
                 | [f, g]: 1
                 | ^
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a: 1\\n---\\nb: 2  | a second document starts here
            %YAML 1.2\\n---\\na: 1 | a directive is not allowed
            a:\\tb            | a tab is not allowed
            a: \\007        | the character U+0007 is not allowed
            a: [1             | the bracket that opens here is not closed
            a: [              | the bracket that opens here is not closed
            {                 | the bracket that opens here is not closed
            a: [\\n            | the bracket that opens here is not closed
            a: {b: [[1],      | the bracket that opens here is not closed
            # nothing         | the file is empty
            a: "b\\\\u         | the text ends in the middle of an escape
            - {a: "b\\\\x       | the text ends in the middle of an escape
            """)
    void whatIsNotOnePlainDocumentIsRefused(String text, String message) {
        var found = YamlSource.parse("f.yaml", text.translateEscapes()).found();

        assertThat(found).extracting(Problem::message).contains(message);
    }

    /// The parser notices these in the line after, or says them in words of its own.
    @Test
    void whatWasLeftOpenIsToldWhereItOpens() {
        var texts = List.of(
                "rules: [\n  {name: a}\n\n# the rest\nmoney: {}\n",
                "rules:\n  - {use: only\n",
                "rules:\n  - {use: only, tools: [retail}\n  - {}\n",
                "a: 'x\nb: 1\n",
                "a: 'x\nb: 'y'\n",
                "a: 1\ndesk\nb: 2\n",
                "roles:\n  desk\n\n    may: []\n",
                "roles:\n  \ud83d\ude00\n    may: []\n",
                "name:desk\nuse: small\n",
                "when: size(a) ? b: c\n",
                "name: desk\n  use: small\n",
                "a:\n  b: 1\n c: 2\n",
                "a: 1\t# one\n",
                "a: &\nb: @c\n");

        var told = new StringBuilder();
        texts.forEach(text -> told.append(Problem.rendered(YamlSource.parse("f.yaml", text).found())));

        assertThat(told).hasToString("""
                f.yaml:1:8: the bracket that opens here is not closed
                 | rules: [
                 |        ^ a ']' is missing, at the latest before line 5
                f.yaml:2:5: the bracket that opens here is not closed
                 |   - {use: only
                 |     ^ a '}' is missing, at the latest at the end of the file
                f.yaml:2:31: this is not YAML: while parsing a flow sequence: expected ',' or ']', but got }
                 |   - {use: only, tools: [retail}
                 |                               ^
                f.yaml:1:4: the quote that opens here is not closed
                 | a: 'x
                 |    ^
                f.yaml:1:4: the quote that opens here is closed only in line 2, before other text
                 | a: 'x
                 |    ^ close it in its own line, or write a quote inside of it as '' or \\"
                f.yaml:2:1: a key must be followed by ':'
                 | desk
                 | ^
                f.yaml:2:7: a key must be followed by ':'
                 |   desk
                 |       ^
                f.yaml:2:4: a key must be followed by ':'
                 |   \ud83d\ude00
                 |    ^
                f.yaml:1:10: a key must be followed by ':'
                 | name:desk
                 |          ^ and that by a space
                f.yaml:1:18: a second ': ' in one entry
                 | when: size(a) ? b: c
                 |                  ^ put a text that holds ': ' in quotes
                f.yaml:2:6: a key cannot come below a value
                 |   use: small
                 |      ^ indent it as the key that it belongs beside, or put a text that goes on in quotes
                f.yaml:3:2: the indentation is that of no line above
                 |  c: 2
                 |  ^ indent it as the key that it belongs beside
                f.yaml:1:5: a tab is not allowed
                 | a: 1→# one
                 |     ^ indent with spaces; inside a text write \\t in double quotes
                f.yaml:1:5: this is not YAML: while scanning an anchor: unexpected character found \\n(10)
                 | a: &
                 |     ^
                """);
    }

    @Test
    void nestingIsBounded() {
        var allowed = YamlSource.parse("f.yaml", "[".repeat(60) + "]".repeat(60));
        var tooDeep = YamlSource.parse("f.yaml", "[".repeat(5_000) + "]".repeat(5_000));

        assertThat(allowed.found()).isEmpty();
        assertThat(tooDeep.found()).extracting(Problem::message).containsExactly("the nesting is deeper than 64");
    }

    @Test
    void sizeEncodingAndAbsenceAreProblems(@TempDir Path folder) throws IOException {
        var large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);
        var latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9, '\n'});

        assertThat(YamlSource.read(large).found()).extracting(Problem::message)
                .containsExactly("the file is larger than 1048576 bytes");
        assertThat(YamlSource.read(latin).found()).extracting(Problem::message)
                .containsExactly("the text is not UTF-8 from here on");
        assertThat(YamlSource.read(latin).found().getFirst().place().column()).isEqualTo(4);
        assertThat(YamlSource.read(folder.resolve("none.yaml")).found()).extracting(Problem::message)
                .containsExactly("there is no such file");
    }

    private static YamlSource sound(String text) {
        return YamlSource.parse("f.yaml", text).fold(source -> source, problems -> {
            throw new AssertionError(Problem.rendered(problems));
        });
    }
}
