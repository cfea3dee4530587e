package signalbox.host.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

/// What a caller has spent, from below and from above: the truth lies between the two while others are on their way.
///
/// From below counts what is granted from when that is known, and what is settled before it is said; from above counts
/// what is asked for before it is asked, and what is settled after it is known.
final class SpendingModel {
    private final long limit;
    private final Set<Asking> asking = new HashSet<>();
    private long below;
    private long above;

    SpendingModel(long limit) {
        this.limit = limit;
    }

    static final class Asking {
        private final long worst;
        private long most;

        private Asking(long worst) {
            this.worst = worst;
        }
    }

    synchronized Asking ask(long worst) {
        var one = new Asking(worst);
        asking.add(one);
        raise(worst);
        return one;
    }

    synchronized void granted(Asking one) {
        asking.remove(one);
        below += one.worst;
        assertThat(below).as("spent").isLessThanOrEqualTo(limit);
    }

    /// Law: whoever is refused did not fit at some moment while it asked.
    synchronized void refused(Asking one) {
        asking.remove(one);
        above -= one.worst;
        assertThat(one.most).as("spent and asked for when %d was refused", one.worst).isGreaterThan(limit);
    }

    synchronized void settling(long worst, long cost) {
        below += cost - worst;
    }

    synchronized void settled(long worst, long cost) {
        raise(cost - worst);
    }

    /// While nothing is on its way.
    synchronized long spent() {
        assertThat(below).isEqualTo(above);
        return below;
    }

    private void raise(long by) {
        above += by;
        asking.forEach(one -> one.most = Math.max(one.most, above));
    }
}
