package signalbox.host.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import signalbox.database.Database;
import signalbox.host.ledger.RunHeader.Origin;
import signalbox.host.ledger.hosts.LeaseRecall;
import signalbox.host.ledger.hosts.RunSubscription;
import signalbox.host.ledger.hosts.RunSubscriptions;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.ledger.spending.Spending;
import signalbox.host.ledger.writer.Addition.Then;
import signalbox.host.ledger.writer.FlushConnection;
import signalbox.host.ledger.writer.LedgerWriter;
import signalbox.host.ledger.writer.NotWritten;
import signalbox.host.ledger.writer.OpenRuns;
import signalbox.host.ledger.writer.RunRow;
import signalbox.host.ledger.writer.Written;
import signalbox.ids.RandomId;

/// The record of runs, in PostgreSQL (schema `ledger`): what opens a run, and what happens in it, in order.
///
/// A process works on a run that it opened, took up or took over, until the run ends, waits as a row, or the process
/// dies. Only that process writes it.
public final class Ledger implements AutoCloseable {
    private final String host = RandomId.of("host_");
    private final ConcurrentMap<RunId, OpenJournal> open = new ConcurrentHashMap<>();
    private final AtomicInteger openingByKey = new AtomicInteger();
    private final TranscriptKeys keys;
    private final Spending spending;
    private final LedgerWriter writer;
    private final LedgerRows rows;
    private final History history;
    private final RunSubscriptions subscriptions;
    private final LeaseRecall recall;

    public Ledger(Database database, TranscriptKeys keys, Clock clock) {
        this.keys = keys;
        var source = database.dataSource();
        spending = new Spending(source, clock);
        writer = new LedgerWriter(new FlushConnection(source, host, openRuns(), clock), spending);
        rows = new LedgerRows(source, host, clock);
        history = new History(source, keys, writer::flush);
        subscriptions = new RunSubscriptions(database.notices(), source, writer);
        recall = new LeaseRecall(database.notices(), source, host, spending, writer);
        spending.share(recall);
    }

    /// Whether a run was opened, or which one the same idempotency key opened before.
    public sealed interface Opening {
        record Fresh() implements Opening {}

        record Repeated(RunId run) implements Opening {}

        record Conflict() implements Opening {}
    }

    /// A caller's idempotency key with the digest of the request's body.
    public record Once(String key, String body) {}

    /// Opens a run; its row is written with its first entries.
    public void open(RunHeader header) {
        opened(header).opensWith(row(header));
    }

    /// Opens a run unless the key opened one in the last 24 hours; the row is durable when this returns.
    public Opening open(RunHeader header, Once once) {
        openingByKey.incrementAndGet();
        var run = opened(header);
        Opening opening = null;
        try {
            opening = rows.open(row(header), once);
            return opening;
        } finally {
            if (!(opening instanceof Opening.Fresh)) {
                open.remove(header.id(), run);
            }
            openingByKey.decrementAndGet();
        }
    }

    /// Writes what happened in a run after everything that was written of it before: with the next flush, at the latest
    /// after a few milliseconds. Nothing follows [Entry.Finished].
    ///
    /// @throws NotWritten where something before could not be written
    public void write(RunId run, List<Entry> entries) {
        if (!entries.isEmpty()) {
            add(run, entries, Then.GOES_ON);
        }
    }

    /// Writes it at once, and returns when it, and everything before it in the run, is durable: it survives the end of this
    /// process, and, of runs and of tool calls, a loss of power. Interruptions are kept for later.
    ///
    /// @throws NotWritten where it is not
    public void commit(RunId run, List<Entry> entries) {
        settle(entries.isEmpty() ? rest(run) : add(run, entries, Then.GOES_ON));
    }

    /// The same, and then the run waits for its caller as a row: it belongs to no process until one takes it up.
    public void park(RunId run, List<Entry> entries) {
        settle(add(run, entries, Then.WAITS));
    }

    /// Takes up a run that waits for its caller: from now on this process writes it. Null where no such run waits, or
    /// another process was faster.
    public @Nullable Journal takeUp(RunId run) {
        return rows.takeUp(run) ? mine(Objects.requireNonNull(history.journal(run), "a run that waits is there")) : null;
    }

    /// Takes over what processes that have died had open; from now on this process writes it. Runs that wait for their
    /// callers stay as they are.
    public List<Journal> takeOver() {
        return rows.takeOver().stream().map(run -> mine(Objects.requireNonNull(history.journal(run)))).toList();
    }

    /// Runs that wait for their callers as rows: whoever starts watches their deadlines.
    public List<RunHeader> waiting() {
        return rows.waiting();
    }

    public Spending spending() {
        return spending;
    }

    public History history() {
        return history;
    }

    /// Calls back soon whenever something of the run was written by another process, or may have been, until it is
    /// closed. Whoever follows reads the rows once after this returns.
    public RunSubscription follow(RunId run, Runnable news) {
        return subscriptions.follow(run.value(), news);
    }

    /// Deletes what was said in a run that has ended. What it did and cost stays.
    public void forget(RunView run) {
        rows.forget(run);
    }

    /// Deletes what is kept no longer: the confidential part of runs that were written so long ago and do not wait, kept
    /// turns, idempotency keys, and the running totals of past days.
    public void purge(Duration transcripts) {
        rows.purge(transcripts);
    }

    /// Writes what is left, gives back what was leased, and gives up this process's claim on its open runs.
    @Override
    public void close() {
        subscriptions.close();
        recall.close();
        spending.end();
        writer.close();
    }

    LedgerRows rows() {
        return rows;
    }

    TranscriptKeys keys() {
        return keys;
    }

    private OpenJournal opened(RunHeader header) {
        var run = OpenJournal.own(header, writer, keys);
        open.put(header.id(), run);
        return run;
    }

    private Journal mine(Journal journal) {
        open.put(journal.header().id(), OpenJournal.takenUp(journal, writer, keys));
        return journal;
    }

    private Written add(RunId id, List<Entry> entries, Then then) {
        var run = open.get(id);
        if (run == null) {
            throw new IllegalStateException("run " + id + " is not open here");
        }
        var added = run.add(entries, then, subscriptions.isFollowed(id.value()));
        if (added.then() != Then.GOES_ON) {
            added.written().then(() -> open.remove(id, run));
        }
        return added.written();
    }

    /// A run that is no longer open is written.
    private @Nullable Written rest(RunId id) {
        var run = open.get(id);
        return run == null ? null : run.rest();
    }

    private void settle(@Nullable Written written) {
        if (written != null) {
            writer.hurry();
            written.await();
        }
    }

    private OpenRuns openRuns() {
        return new OpenRuns() {
            @Override
            public boolean isEmpty() {
                return open.isEmpty();
            }

            @Override
            public @Nullable List<String> own() {
                return openingByKey.get() > 0 ? null : open.values().stream()
                        .filter(OpenJournal::isOwn)
                        .map(run -> run.header.id().value())
                        .toList();
            }
        };
    }

    private static RunRow row(RunHeader header) {
        return new RunRow(
                header.id().value(), header.origin() == Origin.CHAT ? "chat" : "run", header.caller().name().toString(),
                header.policy(), LedgerJson.write(header.kept()));
    }
}
