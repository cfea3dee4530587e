package signalbox.host.ledger.hosts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.NotificationListener;
import signalbox.database.Notifications;
import signalbox.host.ledger.spending.Spending;
import signalbox.host.ledger.writer.LedgerWriter;
import signalbox.host.ledger.writer.Notice;
import signalbox.policy.money.Cost;
import signalbox.policy.permission.PrincipalName;

/// Asks the other hosts to give back what they have leased of a caller's day and do not need, and gives back what they ask
/// for.
public final class LeaseRecall implements Spending.OtherHosts, AutoCloseable {
    private static final String LACK = "ledger_lack";
    private static final String GAVE = "ledger_gave";
    /// A host under load answers late, and a refusal while it holds money would be wrong; one that is dead costs its callers this.
    private static final long PATIENCE_MILLIS = 1_000;
    /// A caller who goes on at its limit makes nobody ask at every attempt; whoever was asked once leases nothing ahead.
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final JdbcClient sql;
    private final String host;
    private final Spending spending;
    private final LedgerWriter writer;
    private final Cache<String, Asked> asked = Caffeine.newBuilder().expireAfterWrite(PAUSE).build();
    private volatile boolean closed;

    private record Asked(CountDownLatch answers, int others) {}

    public LeaseRecall(Notifications notices, DataSource source, String host, Spending spending, LedgerWriter writer) {
        sql = JdbcClient.create(source);
        this.host = host;
        this.spending = spending;
        this.writer = writer;
        notices.watch(LACK, new Listener(this::lacked));
        notices.watch(GAVE, new Listener(this::given));
    }

    /// Waits until all have answered, and not for long. Who comes later learns from the row.
    @Override
    public boolean ask(PrincipalName caller, LocalDate day, Cost limit) {
        var subject = caller + " " + day;
        boolean[] mine = new boolean[1];
        var asking = asked.get(subject, _ -> {
            mine[0] = true;
            int others = others();
            return new Asked(new CountDownLatch(others), others);
        });
        if (asking.others() == 0) {
            return false;
        }
        if (mine[0]) {
            sql.sql("UPDATE ledger.spending SET tight = ? WHERE caller = ? AND day = ?")
                    .params(limit.nano(), caller.toString(), day).update();
            sql.sql("SELECT pg_notify(?, ?)").params(LACK, host + " " + subject).query(_ -> {});
        }
        try {
            var _ = asking.answers().await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    @Override
    public void hurry() {
        writer.hurry();
    }

    @Override
    public void close() {
        closed = true;
    }

    private int others() {
        return sql.sql("SELECT count(*) FROM ledger.host WHERE id <> ?").param(host).query(Integer.class).single();
    }

    /// The answer goes with the flush that gives back.
    private void lacked(String payload) {
        var words = payload.split(" ", -1);
        if (!words[0].equals(host)) {
            spending.giveBack(PrincipalName.parse(words[1]), LocalDate.parse(words[2]));
            writer.tell(new Notice(GAVE, payload));
        }
    }

    private void given(String payload) {
        if (payload.startsWith(host + " ")) {
            var asking = asked.getIfPresent(payload.substring(host.length() + 1));
            if (asking != null) {
                asking.answers().countDown();
            }
        }
    }

    private final class Listener implements NotificationListener {
        private final Consumer<String> told;

        Listener(Consumer<String> told) {
            this.told = told;
        }

        @Override
        public void told(String payload) {
            if (!closed) {
                told.accept(payload);
            }
        }

        @Override
        public void missed() {
            // Who was not heard waits in vain, and not for long.
        }
    }
}
