package signalbox.host.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.ledger.spending.Reserved;
import signalbox.policy.money.Cost;
import signalbox.policy.permission.PrincipalName;

/// What a plain chat costs the ledger: `LedgerBench CONNECTIONS CHATS THINK_MILLIS`. Prints chats a second, and the CPU
/// time a chat takes here and in PostgreSQL.
public final class LedgerBench {
    private static final Cost LIMIT = new Cost(1_000_000_000_000L);
    private static final double TICKS = 100;

    private LedgerBench() {}

    public static void main(String[] arguments) throws Exception {
        int connections = Integer.parseInt(arguments[0]);
        int chats = Integer.parseInt(arguments[1]);
        long think = Long.parseLong(arguments[2]);
        try (var database = Database.temporary()) {
            database.migrate("ledger");
            long postmaster = postmaster(database);
            try (var ledger = new Ledger(database, TranscriptKeys.fresh(), Clock.systemUTC())) {
                for (int round = 0; round < 4; round++) {
                    run(ledger, connections, chats, think, postmaster);
                    System.out.println(JdbcClient.create(database.dataSource()).sql("SELECT xact_commit, wal_bytes, wal_fpi, wal_records, pg_column_size(j.entries) FROM pg_stat_database, pg_stat_wal, (SELECT entries FROM ledger.journal LIMIT 1) j WHERE datname = current_database()").query().singleRow());
                }
            }
        }
    }

    private static void run(Ledger ledger, int connections, int chats, long think, long postmaster) throws Exception {
        long start = System.nanoTime();
        double postgres = postgresSeconds(postmaster);
        double ours = ownSeconds();
        var left = new AtomicInteger(chats);
        var done = new CountDownLatch(connections);
        for (int i = 0; i < connections; i++) {
            Thread.startVirtualThread(() -> {
                while (left.decrementAndGet() >= 0) {
                    chat(ledger, think);
                }
                done.countDown();
            });
        }
        done.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%d connections: %.0f chats/s, %.4f ms a chat at PostgreSQL, %.4f ms here%n", connections,
                chats / seconds, (postgresSeconds(postmaster) - postgres) * 1e3 / chats, (ownSeconds() - ours) * 1e3 / chats);
    }

    private static void chat(Ledger ledger, long think) {
        var header = OpenRun.header("agent:bench", RunHeader.Origin.CHAT);
        var attempt = OpenRun.attempt();
        if (!(ledger.spending().reserve(PrincipalName.parse("agent:bench"), attempt.worst(), LIMIT)
                instanceof Reserved.Granted granted)) {
            throw new IllegalStateException("the limit is far");
        }
        ledger.open(header);
        ledger.write(header.id(), List.of(new Entry.TurnAdded(OpenRun.SAID), OpenRun.routed(header), attempt));
        if (think > 0) {
            try {
                Thread.sleep(Duration.ofMillis(think));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        granted.settle(new Cost(1_000));
        ledger.commit(header.id(), List.of(OpenRun.settled(attempt), OpenRun.finished("a word")));
    }

    private static double ownSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /// Of the server and its processes, as Linux counts them.
    private static double postgresSeconds(long postmaster) throws IOException {
        double seconds = 0;
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                try {
                    var fields = stat(process);
                    if (Long.parseLong(fields[1]) == postmaster || process.endsWith(Long.toString(postmaster))) {
                        seconds += (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
                    }
                } catch (IOException _) {
                    // It has ended meanwhile.
                }
            }
        }
        return seconds;
    }

    private static long postmaster(Database database) throws IOException {
        var backend = JdbcClient.create(database.dataSource()).sql("SELECT pg_backend_pid()").query(Long.class).single();
        return Long.parseLong(stat(Path.of("/proc", backend.toString()))[1]);
    }

    /// From the state on.
    private static String[] stat(Path process) throws IOException {
        var stat = Files.readString(process.resolve("stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }
}
