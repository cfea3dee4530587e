package signalbox.host.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.RunHeader.Origin;
import signalbox.host.ledger.seal.SealedBytes;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.ledger.writer.Addition;
import signalbox.host.ledger.writer.Addition.Then;
import signalbox.host.ledger.writer.LedgerWriter;
import signalbox.host.ledger.writer.RunRow;
import signalbox.host.ledger.writer.Written;

/// The journal of a run that this process works on: numbers its entries and makes rows of them.
final class OpenJournal {
    private static final int LONGEST_ID = 200;

    final RunHeader header;

    private final boolean own;
    private final LedgerWriter writer;
    private final TranscriptKeys keys;
    private long next;
    private @Nullable RunRow opening;
    private @Nullable Written last;
    private boolean ended;

    private OpenJournal(RunHeader header, boolean own, long next, LedgerWriter writer, TranscriptKeys keys) {
        this.header = header;
        this.own = own;
        this.next = next;
        this.writer = writer;
        this.keys = keys;
    }

    /// Of a run that this process opens.
    static OpenJournal own(RunHeader header, LedgerWriter writer, TranscriptKeys keys) {
        return new OpenJournal(header, true, 1, writer, keys);
    }

    /// Of one that goes on after these entries.
    static OpenJournal takenUp(Journal journal, LedgerWriter writer, TranscriptKeys keys) {
        return new OpenJournal(journal.header(), false, journal.entries().size() + 1L, writer, keys);
    }

    boolean isOwn() {
        return own;
    }

    /// With the first entries goes the run's own row.
    synchronized void opensWith(RunRow row) {
        opening = row;
    }

    /// @param written everything of the run up to these entries
    record Added(Written written, Then then) {}

    /// Nothing new, but what is not written yet; null where everything is.
    synchronized @Nullable Written rest() {
        return opening == null ? last : add(List.of(), Then.GOES_ON, false).written();
    }

    synchronized Added add(List<Entry> entries, Then then, boolean followed) {
        if (ended) {
            throw new IllegalStateException("run " + header.id() + " has ended, or waits as a row");
        }
        var before = last;
        if (before != null && before.isFailed()) {
            before.await(); // throws why
        }
        var rows = rows(entries, then, followed);
        ended = rows.fate().then() != Then.GOES_ON;
        var written = writer.add(rows);
        last = written;
        return new Added(written, rows.fate().then());
    }

    private Addition rows(List<Entry> entries, Then then, boolean followed) {
        var json = new ArrayList<String>(entries.size());
        var sealed = new ArrayList<Addition.Sealed>();
        var decisions = new ArrayList<String>();
        long first = next;
        boolean onDisk = header.origin() == Origin.RUN;
        for (var entry : entries) {
            var open = entry instanceof Entry.Confidential confidential ? confidential.gone() : entry;
            json.add(LedgerJson.write(open));
            if (!open.equals(entry) && isKept(entry)) {
                sealed.add(new Addition.Sealed(next, sealed(entry)));
            }
            if (entry instanceof Entry.CallSettled settled && isIndexed(settled.ruling().id())) {
                decisions.add(settled.ruling().id());
            }
            onDisk |= entry instanceof Entry.CallDispatched || entry instanceof Entry.CallSettled;
            next++;
        }
        boolean ends = !entries.isEmpty() && entries.getLast() instanceof Entry.Finished;
        var fate = new Addition.Fate(ends ? Then.ENDS : then, !own, followed, onDisk);
        var row = opening;
        opening = null;
        return new Addition(header.id().value(), row, first, json, sealed, decisions, fate);
    }

    /// Of a chat only its answer is: nothing goes on from the rest.
    private boolean isKept(Entry entry) {
        return header.origin() == Origin.RUN || entry instanceof Entry.Finished;
    }

    /// Servers of others may say anything.
    private static boolean isIndexed(String decision) {
        return !decision.isEmpty() && decision.length() <= LONGEST_ID && decision.indexOf('\0') < 0;
    }

    private SealedBytes sealed(Entry entry) {
        return keys.seal(header.id().value(), next, LedgerJson.write(entry));
    }
}
