package signalbox.host.run.loop;

import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.policy.routing.Expectation;
import signalbox.host.turn.AnswerFormat;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolOffer;
import signalbox.host.wire.AnswerSchema;
import signalbox.host.wire.WireJson;
import signalbox.source.Violation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Holds an answer to the form that was asked for, whatever its provider promised. An answer that was cut says so itself, and
/// is not looked at. One of countless tool calls is none, whatever form was asked for.
final class AnswerValidation {
    private static final int NAMED = 3;

    /// Of one answer: more are no model's work, and each would be a row, an event and a result, were it only to be refused.
    private static final int MOST_CALLS = 128;

    private AnswerValidation() {}

    /// @param expected what the policy expects of an answer, or null
    static Outcome checked(Outcome outcome, Prompt prompt, @Nullable Expectation expected) {
        var checked = checked(outcome, prompt);
        if (expected == null || !(checked instanceof Outcome.Answered answered) || !answered.turn().calls().isEmpty()
                || answered.finish() == FinishReason.REFUSED) {
            return checked;
        }
        var fault = expected.fault(answered.turn().text());
        return fault == null ? checked : new Outcome.Unfit("the answer is not what the policy expects: " + fault, answered);
    }

    private static Outcome checked(Outcome outcome, Prompt prompt) {
        if (outcome instanceof Outcome.Answered many && many.turn().calls().size() > MOST_CALLS) {
            return new Outcome.Nonsense(
                    "an answer with " + many.turn().calls().size() + " tool calls: " + MOST_CALLS + " are the most", many.usage());
        }
        if (!(outcome instanceof Outcome.Answered answered)
                || answered.finish() == FinishReason.LENGTH
                || answered.finish() == FinishReason.REFUSED) {
            return outcome;
        }
        var format = prompt.options().format();
        var calls = answered.turn().calls();
        var fault = !calls.isEmpty() ? faultOf(calls, prompt.tools()) : format == null ? null : faultOf(answered.turn().text(), format);
        return fault == null ? outcome : new Outcome.Unfit(fault, answered);
    }

    private static @Nullable String faultOf(String text, AnswerFormat format) {
        var json = WireJson.read(text);
        var name = format.name().isEmpty() ? "the schema" : "the schema '" + format.name() + "'";
        if (json == null) {
            return "the answer does not fit " + name + ": it is not JSON";
        }
        var faults = faults(format.schema(), json);
        return faults.isEmpty() ? null : "the answer does not fit " + name + ": " + faults;
    }

    /// Of calls of strict functions alone: of the others their owner judges.
    private static @Nullable String faultOf(List<ToolCall> calls, List<ToolOffer> offers) {
        for (var call : calls) {
            for (var offer : offers) {
                if (offer.strict() && offer.name().equals(call.tool())) {
                    var faults = switch (call.arguments()) {
                        case CallArguments.Parsed(var value) -> faults(offer.schema(), value);
                        case CallArguments.Malformed(var _, var problem) -> problem;
                    };
                    if (!faults.isEmpty()) {
                        return "the arguments of '" + call.tool() + "' do not fit its schema: " + faults;
                    }
                }
            }
        }
        return null;
    }

    private static String faults(ObjectNode schema, JsonNode value) {
        var violations = AnswerSchema.of(schema).violations(value);
        var named = violations.stream().limit(NAMED).map(Violation::toString).toList();
        int others = violations.size() - named.size();
        return String.join("; ", named) + (others > 0 ? "; and " + others + " more" : "");
    }
}
