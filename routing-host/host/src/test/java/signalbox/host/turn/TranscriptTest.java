package signalbox.host.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class TranscriptTest {
    @Test
    void anOpenCallIsRefused() {
        assertThatThrownBy(() -> new Transcript(List.of(calling("a", "b"), result("a"))))
                .hasMessage("no result for call [b]: every call has exactly one result before the next turn");
        assertThatThrownBy(() -> new Transcript(List.of(calling("a"), user(), result("a"))))
                .hasMessageContaining("no result for call [a]");
    }

    @Test
    void aSecondResultOrOneWithoutACallIsRefused() {
        assertThatThrownBy(() -> new Transcript(List.of(calling("a"), result("a"), result("a"))))
                .hasMessageContaining("the result of call 'a' has no open call right before it");
        assertThatThrownBy(() -> new Transcript(List.of(user(), result("z")))).hasMessageContaining("'z'");
    }

    @Test
    void anIdUsedTwiceIsRefused() {
        assertThatThrownBy(() -> new Transcript(List.of(calling("a"), result("a"), calling("a"), result("a"))))
                .hasMessage("the call id 'a' is used twice: every call has an id of its own");
    }

    @Test
    void mendingMovesDropsAndFillsIn() {
        List<Turn> broken = List.of(calling("a", "b"), user(), result("b"), result("b"), result("z"), calling("c"));

        List<Turn> whole = Transcript.mended(broken, "The run was interrupted.").turns();

        assertThat(whole)
                .containsExactly(
                        calling("a", "b"),
                        Transcript.failed(new CallId("a"), "The run was interrupted."),
                        result("b"),
                        user(),
                        calling("c"),
                        Transcript.failed(new CallId("c"), "The run was interrupted."));
        assertThat(Transcript.failed(new CallId("a"), "x").error()).isTrue();
    }

    private static Turn user() {
        return new Turn.User(List.of(new Part.Text("Hi.")));
    }

    private static Turn calling(String... ids) {
        return new Turn.Assistant(
                List.of(),
                List.of(ids).stream()
                        .map(id -> new ToolCall(
                                new CallId(id), "t", new CallArguments.Parsed(JsonNodeFactory.instance.objectNode())))
                        .toList(),
                List.of());
    }

    private static Turn result(String id) {
        return new Turn.ToolResult(new CallId(id), List.of(new Part.Text("ok")), null, false, new TreeSet<>());
    }
}
