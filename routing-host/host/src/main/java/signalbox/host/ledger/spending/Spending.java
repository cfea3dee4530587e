package signalbox.host.ledger.spending;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import signalbox.policy.money.Cost;
import signalbox.policy.permission.PrincipalName;

/// What callers have spent today (UTC), against the limit of their day: reserved before an attempt is sent, settled
/// after, never over the limit by what was foreseen, and never refused while there is room.
///
/// What is leased to a process that dies counts as spent: what was in flight with its worst case, and what was leased
/// ahead, which is the less the nearer the limit is.
public final class Spending {
    private final SpendingRows rows;
    private final InstantSource clock;
    private final ConcurrentMap<Key, Account> accounts = new ConcurrentHashMap<>();
    private final Set<Account> due = ConcurrentHashMap.newKeySet();
    private final FlushSignal flush = flushSignal();
    private volatile LocalDate newest = LocalDate.MIN;
    private volatile OtherHosts others = OtherHosts.NONE;

    public Spending(DataSource source, InstantSource clock) {
        rows = new SpendingRows(source);
        this.clock = clock;
    }

    private record Key(PrincipalName caller, LocalDate day) {}

    /// The other hosts that lease from the same rows.
    public interface OtherHosts {
        OtherHosts NONE = new OtherHosts() {
            @Override
            public boolean ask(PrincipalName caller, LocalDate day, Cost limit) {
                return false;
            }

            @Override
            public void hurry() {
                // What is due goes with the flush that comes.
            }
        };

        /// Asks them to lease nothing ahead up to this limit and to give back what they do not need, and waits a little
        /// for it.
        ///
        /// @return whether there are any
        boolean ask(PrincipalName caller, LocalDate day, Cost limit);

        /// Makes the next flush come at once: others may lack what goes back with it.
        void hurry();
    }

    public void share(OtherHosts hosts) {
        others = hosts;
    }

    /// @param limit of the caller's day; null where there is none
    public Reserved reserve(PrincipalName caller, Cost worst, @Nullable Cost limit) {
        var account = account(caller, today());
        if (limit == null) {
            return account.unlimited(worst.nano());
        }
        var reserved = account.reserve(worst.nano(), limit.nano());
        return reserved instanceof Reserved.Refused && account.isShared() && others.ask(caller, account.day, limit)
                ? account.reserve(worst.nano(), limit.nano())
                : reserved;
    }

    /// What a caller has spent today; open attempts, and those of unknown outcome, count with their worst case, and so
    /// does what others lease.
    public Cost spent(PrincipalName caller) {
        return new Cost(account(caller, today()).spent());
    }

    /// Another process was refused for the lack of what this one may hold: it goes back with the next flush.
    public void giveBack(PrincipalName caller, LocalDate day) {
        var account = accounts.get(new Key(caller, day));
        if (account != null) {
            account.beExact();
        }
    }

    /// Everything that is not in flight goes back with the next flush: nothing is leased any more.
    public void end() {
        accounts.values().forEach(Account::beExact);
    }

    /// What is to be written with the next flush. Each is told whether it was.
    public List<SpendingChange> changes() {
        if (due.isEmpty()) {
            return List.of();
        }
        var changes = new ArrayList<SpendingChange>();
        for (var each = due.iterator(); each.hasNext();) {
            var account = each.next();
            each.remove();
            long amount = account.giveUp();
            if (amount != 0) {
                changes.add(new SpendingChange(account, amount));
            }
        }
        return changes;
    }

    private FlushSignal flushSignal() {
        return new FlushSignal() {
            @Override
            public void soon(Account account) {
                due.add(account);
            }

            @Override
            public void now(Account account) {
                due.add(account);
                others.hurry();
            }
        };
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private Account account(PrincipalName caller, LocalDate day) {
        var account = accounts.get(new Key(caller, day));
        if (account != null) {
            return account;
        }
        if (newest.isBefore(day)) {
            newest = day;
            accounts.values().removeIf(old -> old.day.isBefore(day) && old.isIdle());
        }
        return accounts.computeIfAbsent(new Key(caller, day), _ -> new Account(caller, day, rows, flush));
    }
}
