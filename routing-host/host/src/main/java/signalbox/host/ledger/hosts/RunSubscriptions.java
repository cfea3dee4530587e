package signalbox.host.ledger.hosts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.NotificationListener;
import signalbox.database.Notifications;
import signalbox.host.ledger.writer.LedgerWriter;
import signalbox.host.ledger.writer.Notice;

/// Tells between hosts (NOTIFY) who listens to which run, and that something of one was written. Nobody is told of a run
/// that nobody listens to.
public final class RunSubscriptions implements AutoCloseable {
    private static final String FOLLOW = "ledger_follow";
    private static final String EVERY_RUN = "*";
    private static final int MOST_FOLLOWED = 100_000;

    private final JdbcClient sql;
    private final LedgerWriter writer;
    private final ConcurrentMap<String, CopyOnWriteArrayList<Runnable>> followers = new ConcurrentHashMap<>();
    /// By any host.
    private final Cache<String, Boolean> followed = Caffeine.newBuilder().maximumSize(MOST_FOLLOWED).build();
    private volatile boolean closed;

    public RunSubscriptions(Notifications notices, DataSource source, LedgerWriter writer) {
        sql = JdbcClient.create(source);
        this.writer = writer;
        notices.watch(LedgerWriter.WRITTEN, new Listener(this::written, () -> written(EVERY_RUN)));
        // Who was not heard is told that anything may have happened, and says again what it listens to.
        notices.watch(FOLLOW, new Listener(this::followed, () -> writer.tell(new Notice(LedgerWriter.WRITTEN, EVERY_RUN))));
    }

    /// Calls `news` back whenever something of the run was written, or may have been.
    public RunSubscription follow(String run, Runnable news) {
        followers.compute(run, (_, those) -> {
            var all = those == null ? new CopyOnWriteArrayList<Runnable>() : those;
            all.add(news);
            return all;
        });
        announce(run);
        return () -> followers.computeIfPresent(run, (_, those) -> {
            those.remove(news);
            return those.isEmpty() ? null : those;
        });
    }

    public boolean isFollowed(String run) {
        return followed.getIfPresent(run) != null;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void announce(String run) {
        sql.sql("SELECT pg_notify(?, ?)").params(FOLLOW, run).query(_ -> {});
    }

    /// Something may have been written since the listener read the rows and before its wish was heard.
    private void followed(String run) {
        followed.put(run, true);
        writer.tell(new Notice(LedgerWriter.WRITTEN, run));
    }

    private void written(String run) {
        if (run.equals(EVERY_RUN)) {
            followers.forEach((each, those) -> {
                those.forEach(Runnable::run);
                announce(each);
            });
        } else {
            followers.getOrDefault(run, new CopyOnWriteArrayList<>()).forEach(Runnable::run);
        }
    }

    private final class Listener implements NotificationListener {
        private final Consumer<String> told;
        private final Runnable missed;

        Listener(Consumer<String> told, Runnable missed) {
            this.told = told;
            this.missed = missed;
        }

        @Override
        public void told(String payload) {
            if (!closed) {
                told.accept(payload);
            }
        }

        @Override
        public void missed() {
            if (!closed) {
                missed.run();
            }
        }
    }
}
