package signalbox.descriptor.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.DescriptorFile;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.Version;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

final class CompatibilityTest {
    private static final ToolId ID = ToolId.parse("shop.cancel_order@1.0.0");
    private static final String FILE = """
            tool: shop.cancel_order
            version: 1.0.0
            title: Cancel an order
            summary: Cancels one order.
            when-to-use: The customer changed their mind.
            effect: {class: write, destructive: false, money: false, idempotent: request_id, open-world: false}
            labels: [pii]
            input:
              type: object
              additionalProperties: false
              required: [order_id, request_id]
              properties: {order_id: {type: string, maxLength: 20}, request_id: {type: string}, note: {type: string}}
            output:
              schema: {type: object, required: [status], properties: {status: {enum: [cancelled, kept]}}}
              max-bytes: 4096
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            title: Cancel              | title: Stop                     | MINOR | the title changed
            Cancels one                | Stops one                       | MINOR | the description changed
            labels: [pii]              | labels: []                      | MINOR | the labels changed
            destructive: false         | destructive: true               | MAJOR | effect.destructive became more dangerous
            money: false               | money: true                     | MAJOR | effect.money became more dangerous
            class: write               | class: read                     | MINOR | effect.class became less dangerous
            idempotent: request_id, o  | o                               | MAJOR | effect.idempotent no longer names 'request_id'
            maxLength: 20              | maxLength: 21                   | MINOR | input changed without accepting less
            maxLength: 20              | maxLength: 19                   | MAJOR | input accepts less at '/properties/order_id/maxLength'
            , maxLength: 20            | , maxLength: 20, title: Number  | MINOR | input changed without accepting less
            note: {type: string}       | note: {type: string}, by: {}    | MINOR | input changed without accepting less
            , note: {type: string}     | ``                              | MAJOR | input accepts less at '/properties/note'
            [order_id, request_id]     | [order_id, request_id, note]    | MAJOR | input accepts less at '/required/note'
            maxLength: 20              | maxLength: 20, pattern: '^#'    | MAJOR | input cannot be compared at '/properties/order_id/pattern'
            {type: string, maxLength   | {x-mcp-header: N, type: string, maxLength | MAJOR | input asks for the header 'Mcp-Param-N'
            note: {type: string}       | note: {type: string, enum: [a], x-mcp-header: N} | MAJOR | input accepts less at '/properties/note/enum'; input asks for the header 'Mcp-Param-N'
            [cancelled, kept]          | [cancelled]                     | MINOR | output.schema changed without promising less
            [cancelled, kept]          | [cancelled, kept, lost]         | MAJOR | output.schema promises less at '/properties/status/enum'
            required: [status],        | ``                              | MAJOR | output.schema promises less at '/required/status'
            max-bytes: 4096            | max-bytes: 4095                 | MAJOR | output.max-bytes became smaller
            max-bytes: 4096            | max-bytes: 4097                 | MINOR | output.max-bytes became larger
            labels:                    | labels:                         | PATCH | ``
            """)
    void aChangeAsksForAStep(String from, String to, Bump least, String because) {
        assertThat(FILE).contains(from);

        var compatibility = Compatibility.between(descriptor(FILE), descriptor(FILE.replace(from, to)));

        assertThat(compatibility.least()).isEqualTo(least);
        assertThat(compatibility.because()).isEqualTo(because);
    }

    @Test
    void aStructuredResultMayBeAddedAndNotTakenAway() {
        var with = descriptor(FILE);
        var without = descriptor(FILE.replaceAll("  schema: .*\n", ""));

        assertThat(Compatibility.between(without, with).least()).isEqualTo(Bump.MINOR);
        assertThat(Compatibility.between(with, without).because()).isEqualTo("output.schema was removed");
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, 1.2.3, 1.2.4", "MINOR, 1.2.3, 1.3.0", "MAJOR, 1.2.3, 2.0.0",
        "PATCH, 0.2.3, 0.2.4", "MINOR, 0.2.3, 0.2.4", "MAJOR, 0.2.3, 0.3.0"
    })
    void aStepMovesItsPartOfTheVersion(Bump bump, String from, String to) {
        assertThat(bump.after(Version.parse(from))).isEqualTo(Version.parse(to));
    }

    @ParameterizedTest
    @CsvSource({"1.0.1, false", "1.9.9, false", "2.0.0, true", "3.1.0, true"})
    void aBreakingChangeNeedsANewMajor(String version, boolean allowed) {
        var breaking = Compatibility.between(descriptor(FILE), descriptor(FILE.replace("money: false", "money: true")));

        assertThat(breaking.allows(ID.version(), Version.parse(version))).isEqualTo(allowed);
    }

    private static Descriptor descriptor(String text) {
        return YamlSource.parse("f.yaml", text).fold(
                source -> DescriptorFile.read(ID, source).fold(it -> it, CompatibilityTest::broken), CompatibilityTest::broken);
    }

    private static Descriptor broken(List<Problem> problems) {
        throw new AssertionError(Problem.rendered(problems));
    }
}
