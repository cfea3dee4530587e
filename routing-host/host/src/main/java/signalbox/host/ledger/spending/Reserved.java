package signalbox.host.ledger.spending;

import signalbox.policy.money.Cost;

/// Whether an attempt may spend what it can cost at most.
public sealed interface Reserved {
    /// It may. Whatever becomes of the attempt, it is settled once; until then its worst case counts.
    final class Granted implements Reserved {
        private final Account account;
        private final long worst;
        private boolean settled;

        Granted(Account account, long worst) {
            this.account = account;
            this.worst = worst;
        }

        /// Says what it cost in the end; only the first word counts. Said before the row of the settlement is committed:
        /// what nobody needs then goes back with that row.
        public void settle(Cost cost) {
            account.settle(this, cost.nano());
        }

        /// In the account's lock.
        boolean isFirstWord() {
            boolean first = !settled;
            settled = true;
            return first;
        }

        long worst() {
            return worst;
        }
    }

    /// It would pass the limit.
    ///
    /// @param spent by the caller today; what is in flight, and what is of unknown outcome, counts with its worst case
    record Refused(Cost spent) implements Reserved {}
}
