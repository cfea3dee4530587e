package signalbox.host.run;

import java.util.List;

/// What became of a caller's answer to a question.
public sealed interface AnswerOutcome {
    record Taken() implements AnswerOutcome {}

    /// There is no such question, or it is settled, or the run is not running here.
    record NotOpen() implements AnswerOutcome {}

    /// The answer does not fit; the question stays open.
    record Unfit(List<String> faults) implements AnswerOutcome {
        public Unfit {
            faults = List.copyOf(faults);
        }
    }
}
