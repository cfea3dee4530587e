package signalbox.host.portability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import signalbox.host.fake.Said;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Part;
import signalbox.host.turn.Turn;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.Wire;

/// Ids, and what one model alone understands of a turn.
final class ReasoningChecks {
    private ReasoningChecks() {}

    static final List<Check> ALL = List.of(
            new Check(1, "ids of calls in the alphabet and length of the target", ReasoningChecks::ids),
            new Check(2, "no state inside an id", ReasoningChecks::stateless),
            new Check(3, "the two ids of a call on the Responses API", ReasoningChecks::twoIds),
            new Check(4, "signed thinking goes back to its model alone", handoff -> kept(
                    handoff, party -> party.wire() == Wire.ANTHROPIC_MESSAGES, "signed by ", "no Anthropic model made the history")),
            new Check(5, "thought signatures go back to their endpoint alone", handoff -> kept(
                    handoff, party -> party.wire() == Wire.GEMINI, "signed by ", "no Gemini model made the history")),
            new Check(6, "encrypted reasoning goes back to its model alone", handoff -> kept(
                    handoff, party -> party.wire() == Wire.OPENAI_RESPONSES, "sealed by ", "no Responses model made the history")),
            new Check(7, "reasoning_content on every answer, where it must be", ReasoningChecks::placeholders),
            new Check(8, "thinking written into the text stays out of the history", ReasoningChecks::thinking));

    private static Cell ids(Handoff handoff) {
        var same = "x".repeat(100);
        var turn = new Turn.Assistant(List.of(), List.of(
                Handoff.call(new CallId(same + "1"), Handoff.LOOK.name(), "{}"),
                Handoff.call(new CallId(same + "2"), Handoff.LOOK.name(), "{}"),
                Handoff.call(new CallId("call é/|"), Handoff.LOOK.name(), "{}")), List.of());
        var transcript = handoff.begun(Handoff.TOOLS, Handoff.call(1), Handoff.call(2));
        transcript.add(turn);
        turn.calls().forEach(call -> transcript.add(Handoff.result(call.id(), "of " + call.id().value().length())));

        var request = handoff.request(Handoff.prompt(transcript, Handoff.TOOLS));

        assertThat(handoff.to().provider().lastResults(request)).containsExactly("of 101", "of 101", "of 8");
        return Cell.GREEN;
    }

    private static Cell stateless(Handoff handoff) {
        var request = handoff.request(Handoff.prompt(handoff.begun(Handoff.TOOLS, Handoff.call(1)), Handoff.TOOLS));
        for (var field : List.of("id", "call_id", "tool_call_id", "tool_use_id")) {
            assertThat(Handoff.texts(request, field)).allMatch(id -> id.length() <= 64 && !id.contains(" by "));
        }
        return Cell.GREEN;
    }

    private static Cell twoIds(Handoff handoff) {
        if (handoff.to().wire() != Wire.OPENAI_RESPONSES) {
            return new Cell.NotApplicable("a call has one id at the target");
        }
        var transcript = handoff.begun(Handoff.TOOLS, Handoff.call(1), Handoff.call(2));
        var request = handoff.request(Handoff.prompt(transcript, Handoff.TOOLS));
        var ids = Handoff.texts(request, "call_id");
        assertThat(ids).hasSize(4);
        assertThat(new HashSet<>(ids)).hasSize(2);
        assertThat(handoff.answered(Handoff.prompt(transcript, Handoff.TOOLS), Handoff.call(3)).calls()).singleElement()
                .satisfies(call -> assertThat(call.id().value()).isNotIn("fc_same", "call_same"));
        return Cell.GREEN;
    }

    /// Whoever made it is given it back, and nobody else is.
    private static Cell kept(Handoff handoff, Predicate<Party> maker, String mark, String otherwise) {
        if (!maker.test(handoff.from())) {
            return new Cell.NotApplicable(otherwise);
        }
        var request = handoff.request(Handoff.prompt(handoff.begun(Handoff.TOOLS, Handoff.call(1)), Handoff.TOOLS));
        assertThat(WireJson.write(request).contains(mark)).as("%s", request).isEqualTo(handoff.isSame());
        return Cell.GREEN;
    }

    private static Cell placeholders(Handoff handoff) {
        if (!handoff.to().profile().equals("deepseek")) {
            return new Cell.NotApplicable("the target wants no reasoning_content");
        }
        var request = handoff.request(Handoff.prompt(handoff.begun(Handoff.TOOLS, Handoff.call(1), Said.text("So.")), Handoff.TOOLS));
        assertThat(Handoff.texts(request, "reasoning_content")).hasSize(2).noneMatch(String::isEmpty);
        return Cell.GREEN;
    }

    private static Cell thinking(Handoff handoff) {
        if (handoff.from().wire() != Wire.OPENAI_CHAT) {
            return new Cell.NotApplicable("only on openai-chat do models think in their text");
        }
        var transcript = handoff.begun(Handoff.TOOLS, Said.text("Found it."));
        assertThat(transcript.get(2)).isInstanceOfSatisfying(Turn.Assistant.class, turn ->
                assertThat(turn.parts()).containsExactly(new Part.Text("Found it.")));
        assertThat(WireJson.write(handoff.request(Handoff.prompt(transcript, Handoff.TOOLS)))).doesNotContain("mine alone");
        return Cell.GREEN;
    }
}
