package signalbox.host.ledger.spending;

import java.time.LocalDate;
import signalbox.policy.permission.PrincipalName;

/// What goes back to the row of a caller's day with the next flush.
public final class SpendingChange {
    private final Account account;
    private final long amount;

    SpendingChange(Account account, long amount) {
        this.account = account;
        this.amount = amount;
    }

    public PrincipalName caller() {
        return account.caller;
    }

    public LocalDate day() {
        return account.day;
    }

    /// In nano-USD; negative where more was spent than was leased.
    public long amount() {
        return amount;
    }

    /// The row has it.
    public void done() {
        account.returned(true);
    }

    /// Nobody knows whether the row has it; it errs on the side of the limit.
    public void lost() {
        account.returned(false);
    }
}
