package signalbox.host.portability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import signalbox.host.fake.BodyEvents;
import signalbox.host.fake.Said;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.Turn;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How an answer comes and how it ends.
final class EndingChecks {
    private EndingChecks() {}

    static final List<Check> ALL = List.of(
            new Check(24, "calls count, whatever the reason of the end says", EndingChecks::saysStop),
            new Check(25, "arguments are put together from their pieces", EndingChecks::pieces),
            new Check(26, "a stream that breaks off makes no call", EndingChecks::brokenOff),
            new Check(27, "a cut answer and a refusal make no call", EndingChecks::ended),
            new Check(28, "arguments that are no JSON object are an error, encoded twice they are one", EndingChecks::malformed));

    private static Prompt prompt(Handoff handoff) {
        return Handoff.prompt(handoff.begun(Handoff.TOOLS, Handoff.call(1)), Handoff.TOOLS);
    }

    private static Said calling() {
        return new Said("Let me see.", Handoff.call(2).calls());
    }

    private static Cell saysStop(Handoff handoff) {
        var body = handoff.to().body(calling());
        switch (handoff.to().wire()) {
            case OPENAI_CHAT -> ((ObjectNode) body.at("/choices/0")).put("finish_reason", "stop");
            case ANTHROPIC_MESSAGES -> body.put("stop_reason", "end_turn");
            case GEMINI, OPENAI_RESPONSES -> {} // they have no other word
            case SPRING_AI, OFFLINE -> throw new IllegalArgumentException();
        }
        assertThat(turn(handoff, body).calls()).hasSize(1);
        return Cell.GREEN;
    }

    private static Cell pieces(Handoff handoff) {
        if (!handoff.streamed()) {
            return new Cell.NotApplicable("a whole answer has no pieces");
        }
        var said = new Said("", List.of(
                new Said.Call(Handoff.LOOK.name(), Handoff.object("{\"n\": 12345, \"t\": \"é\\n👍\"}")),
                new Said.Call(Handoff.TOOLS.getLast().name(), Handoff.object("{}"))));
        assertThat(handoff.answered(prompt(handoff), said).calls()).extracting(call -> call.tool() + call.arguments())
                .containsExactlyElementsOf(said.calls().stream()
                        .map(call -> call.tool() + new CallArguments.Parsed(call.arguments())).toList());
        return Cell.GREEN;
    }

    private static Cell brokenOff(Handoff handoff) {
        if (!handoff.streamed()) {
            return new Cell.NotApplicable("a whole answer has no pieces");
        }
        var events = BodyEvents.of(handoff.to().wire(), handoff.to().body(calling()));
        var fold = handoff.to().codec().fold();
        int seen = 0;
        for (var event : events) {
            fold.next(event);
            seen++;
            if (fold.isComplete()) {
                break;
            }
        }
        // A provider may count tokens behind the end; nothing else comes there.
        assertThat(events.size() - seen).isLessThanOrEqualTo(1);
        return Cell.GREEN;
    }

    private static Cell ended(Handoff handoff) {
        var prompt = prompt(handoff);
        var cut = handoff.read(prompt, cut(handoff.to(), handoff.to().body(calling())));
        assertThat(cut).isInstanceOfSatisfying(Outcome.Answered.class, answered -> {
            assertThat(answered.finish()).isEqualTo(FinishReason.LENGTH);
            assertThat(answered.turn().calls()).isEmpty();
        });
        var refused = handoff.read(prompt, refused(handoff.to(), handoff.to().body(Said.text("No."))));
        assertThat(refused).isInstanceOf(Outcome.Refused.class);
        return Cell.GREEN;
    }

    private static ObjectNode cut(Party party, ObjectNode body) {
        switch (party.wire()) {
            case OPENAI_CHAT -> ((ObjectNode) body.at("/choices/0")).put("finish_reason", "length");
            case ANTHROPIC_MESSAGES -> body.put("stop_reason", "max_tokens");
            case GEMINI -> ((ObjectNode) body.at("/candidates/0")).put("finishReason", "MAX_TOKENS");
            case OPENAI_RESPONSES ->
                body.put("status", "incomplete").putObject("incomplete_details").put("reason", "max_output_tokens");
            case SPRING_AI, OFFLINE -> throw new IllegalArgumentException();
        }
        return body;
    }

    private static ObjectNode refused(Party party, ObjectNode body) {
        switch (party.wire()) {
            case OPENAI_CHAT -> ((ObjectNode) body.at("/choices/0")).put("finish_reason", "content_filter");
            case ANTHROPIC_MESSAGES -> body.put("stop_reason", "refusal");
            case GEMINI -> ((ObjectNode) body.at("/candidates/0")).put("finishReason", "SAFETY");
            case OPENAI_RESPONSES ->
                body.put("status", "incomplete").putObject("incomplete_details").put("reason", "content_filter");
            case SPRING_AI, OFFLINE -> throw new IllegalArgumentException();
        }
        return body;
    }

    private static Cell malformed(Handoff handoff) {
        if (handoff.to().wire() != Wire.OPENAI_CHAT && handoff.to().wire() != Wire.OPENAI_RESPONSES) {
            return new Cell.NotApplicable("arguments come as JSON, not as text");
        }
        assertThat(arguments(handoff, "{\"n\": ")).isInstanceOf(CallArguments.Malformed.class);
        assertThat(arguments(handoff, "[1]")).isInstanceOf(CallArguments.Malformed.class);
        assertThat(arguments(handoff, "\"{\\\"n\\\": 1}\"")).isEqualTo(new CallArguments.Parsed(Handoff.object("{\"n\": 1}")));
        return Cell.GREEN;
    }

    private static CallArguments arguments(Handoff handoff, String written) {
        var body = handoff.to().body(Handoff.call(2));
        if (handoff.to().wire() == Wire.OPENAI_CHAT) {
            ((ObjectNode) body.at("/choices/0/message/tool_calls/0/function")).put("arguments", written);
        } else {
            var output = (ArrayNode) body.path("output");
            ((ObjectNode) output.get(output.size() - 1)).put("arguments", written);
        }
        return turn(handoff, body).calls().getFirst().arguments();
    }

    private static Turn.Assistant turn(Handoff handoff, ObjectNode body) {
        return ((Outcome.Answered) handoff.read(prompt(handoff), body)).turn();
    }
}
