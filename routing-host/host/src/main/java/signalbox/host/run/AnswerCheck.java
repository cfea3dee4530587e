package signalbox.host.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.Question;
import signalbox.client.exchange.Reply;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.QuestionId;
import signalbox.host.run.state.Exchange;
import signalbox.host.run.state.RunState;
import signalbox.host.tool.elicitation.CallerQuestions;
import tools.jackson.databind.node.ObjectNode;

/// Whether an answer fits a question that waits as a row.
final class AnswerCheck {
    private AnswerCheck() {}

    /// Null where it is taken.
    static @Nullable AnswerOutcome refusal(RunState state, QuestionId question, Reply reply) {
        for (var exchange : state.exchanges()) {
            if (exchange instanceof Exchange.Open(var asked) && asked.id().equals(question)) {
                var faults = reply instanceof Reply.Accept(var content) ? faults(asked, content) : List.<String>of();
                return faults.isEmpty() ? null : new AnswerOutcome.Unfit(faults);
            }
        }
        return new AnswerOutcome.NotOpen();
    }

    private static List<String> faults(Entry.Asked asked, ObjectNode content) {
        return switch (asked.kind()) {
            case FORM -> asked.schema() instanceof ObjectNode schema
                    ? CallerQuestions.faults(new Question.Form(asked.message(), schema), content)
                    : List.of();
            case VISIT -> List.of();
            case AUTHORIZATION -> List.of("the login page that was opened belongs to a process that has ended: decline, and start again");
        };
    }
}
