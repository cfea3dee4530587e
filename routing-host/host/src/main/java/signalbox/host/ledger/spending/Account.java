package signalbox.host.ledger.spending;

import java.time.LocalDate;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import signalbox.policy.money.Cost;
import signalbox.policy.permission.PrincipalName;

/// What one caller spends on one day, as this process knows it (nano-USD).
///
/// The process leases money from the row of the day, some more than it needs while the limit is far, so that most
/// reservations ask no database. One lease is asked for at a time, for everybody who waits; the lock is free meanwhile.
final class Account {
    /// How many attempts are leased ahead of their need.
    private static final long AHEAD = 32;
    /// At most this part of what is left is leased ahead, so that a crash takes little and near the limit nothing.
    private static final long PART = 32;

    final PrincipalName caller;
    final LocalDate day;

    private final SpendingRows rows;
    private final FlushSignal flush;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private long leased;
    private long settled;
    private long inFlight;
    /// What those who wait for a lease need.
    private long wanted;
    /// On its way back to the row; negative on its way from it. No lease is asked for meanwhile.
    private long returning;
    /// All that is leased of the day, by this process and others, when it was last seen.
    private long total;
    private long limit = Long.MAX_VALUE;
    /// The limit at which some process was refused while others held some: up to it, nothing is leased ahead.
    private long exactAt = -1;
    /// About the worst case of an attempt.
    private long usual;
    private boolean leasing;
    private long asked;
    private long answered;

    Account(PrincipalName caller, LocalDate day, SpendingRows rows, FlushSignal flush) {
        this.caller = caller;
        this.day = day;
        this.rows = rows;
        this.flush = flush;
    }

    /// Without a limit nothing is leased; it is counted all the same, in case that a limit comes.
    Reserved.Granted unlimited(long worst) {
        lock.lock();
        try {
            return admit(worst);
        } finally {
            lock.unlock();
        }
    }

    Reserved reserve(long worst, long most) {
        lock.lock();
        wanted += worst;
        try {
            limit = most;
            usual = Math.max(worst, usual - usual / 16);
            long before = asked;
            while (true) {
                if (committed() + worst <= leased && !isOver(worst)) {
                    return admit(worst);
                }
                if (returning != 0) {
                    changed.awaitUninterruptibly();
                    before = asked;
                } else if (leasing) {
                    changed.awaitUninterruptibly();
                } else if (answered > before && isOver(worst)) {
                    return new Reserved.Refused(new Cost(others() + committed()));
                } else {
                    lease(worst);
                }
            }
        } finally {
            wanted -= worst;
            changeNow();
            lock.unlock();
        }
    }

    void settle(Reserved.Granted granted, long cost) {
        lock.lock();
        try {
            if (!granted.isFirstWord()) {
                return;
            }
            inFlight -= granted.worst();
            settled = Math.addExact(settled, cost);
            changed.signalAll();
            if (change() != 0) {
                flush.soon(this);
            }
        } finally {
            lock.unlock();
        }
    }

    /// What this process holds and does not need, given up; negative where it needs more than it holds. Whoever takes it
    /// says [#returned] once the row has it, or may have it.
    long giveUp() {
        lock.lock();
        try {
            long amount = change();
            returning += amount;
            leased -= amount;
            return amount;
        } finally {
            lock.unlock();
        }
    }

    /// @param known whether the row has changed for certain; where it is not known, what was given up stays given up, and
    ///     what was missing is still missing
    void returned(boolean known) {
        lock.lock();
        try {
            if (known) {
                total -= returning;
            } else if (returning < 0) {
                leased += returning;
            }
            returning = 0;
            changed.signalAll();
            changeNow();
        } finally {
            lock.unlock();
        }
    }

    /// From now on nothing is leased ahead: another process lacks it, or this one ends.
    void beExact() {
        lock.lock();
        try {
            exactAt = limit;
            changeNow();
        } finally {
            lock.unlock();
        }
    }

    /// Whether others hold, or have spent, some of the day.
    boolean isShared() {
        lock.lock();
        try {
            return others() > 0;
        } finally {
            lock.unlock();
        }
    }

    /// Spent by all. Between the row and what is held here nothing may be on its way while both are read.
    long spent() {
        lock.lock();
        try {
            while (true) {
                while (leasing || returning != 0) {
                    changed.awaitUninterruptibly();
                }
                long held = leased;
                long inRow = unlocked(() -> rows.total(caller, day));
                if (!leasing && returning == 0 && held == leased) {
                    return Math.max(0, inRow - leased) + committed();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private long unlocked(LongSupplier asking) {
        lock.unlock();
        try {
            return asking.getAsLong();
        } finally {
            lock.lock();
        }
    }

    boolean isIdle() {
        lock.lock();
        try {
            return inFlight == 0 && wanted == 0 && returning == 0;
        } finally {
            lock.unlock();
        }
    }

    /// What counts as spent and is not held here.
    private long others() {
        return Math.max(0, total - leased - returning);
    }

    private long committed() {
        return Math.addExact(settled, inFlight);
    }

    private boolean isOver(long worst) {
        return others() + committed() > limit - worst;
    }

    private Reserved.Granted admit(long worst) {
        inFlight = Math.addExact(inFlight, worst);
        return new Reserved.Granted(this, worst);
    }

    private void lease(long worst) {
        var wish = new SpendingRows.Wish(
                Math.max(0, committed() + wanted - leased), Math.max(0, committed() + worst - leased), ahead(), limit);
        long number = ++asked;
        SpendingRows.@Nullable Lease lease = null;
        leasing = true;
        lock.unlock();
        try {
            lease = rows.lease(caller, day, wish);
        } finally {
            lock.lock();
            leasing = false;
            if (lease != null) {
                leased = Math.addExact(leased, lease.granted());
                total = lease.total();
                exactAt = lease.tight() ? limit : exactAt;
                answered = number;
            }
            changed.signalAll();
            changeNow();
        }
    }

    private void changeNow() {
        if (change() != 0) {
            flush.now(this);
        }
    }

    private long ahead() {
        return exactAt == limit ? 0 : Math.max(AHEAD * Math.min(usual, limit / AHEAD), inFlight);
    }

    /// What should go back to the row (or, negative, be taken from it though it passes the limit: an answer may cost more
    /// than was foreseen). Small amounts stay until they are twice what is leased ahead.
    private long change() {
        if (limit == Long.MAX_VALUE || leasing || returning != 0) {
            return 0;
        }
        if (leased < committed()) {
            return leased - committed();
        }
        long free = leased - committed() - wanted;
        long keep = Math.min(ahead(), Math.max(0, limit - total) / PART);
        return free > 2 * keep ? free - keep : 0;
    }
}
