package signalbox.host.run.feed;

import signalbox.host.ledger.QuestionId;
import signalbox.host.ledger.RunView;
import signalbox.host.ledger.RunViewFold;

/// What somebody who waits for a run waits for.
public sealed interface Until {
    boolean isReached(RunViewFold run);

    boolean isReached(RunView run);

    record Ended() implements Until {
        @Override
        public boolean isReached(RunViewFold run) {
            return run.isEnded();
        }

        @Override
        public boolean isReached(RunView run) {
            return run.isEnded();
        }
    }

    /// Ended, or waiting for its caller.
    record Paused() implements Until {
        @Override
        public boolean isReached(RunViewFold run) {
            return run.isEnded() || run.isWaiting();
        }

        @Override
        public boolean isReached(RunView run) {
            return run.isEnded() || run.inputs().stream().anyMatch(RunView.Input::isOpen);
        }
    }

    /// Ended, or this question is no longer open.
    record Settled(QuestionId question) implements Until {
        @Override
        public boolean isReached(RunViewFold run) {
            return run.isEnded() || run.isSettled(question);
        }

        @Override
        public boolean isReached(RunView run) {
            return run.isEnded()
                    || run.inputs().stream().anyMatch(input -> input.id().equals(question) && !input.isOpen());
        }
    }
}
