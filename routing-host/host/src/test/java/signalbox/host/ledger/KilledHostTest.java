package signalbox.host.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.ledger.spending.Reserved;
import signalbox.ids.RandomId;
import signalbox.policy.money.Cost;
import signalbox.policy.permission.PrincipalName;
import signalbox.testing.Patience;

/// What `kill -9` may cost: nothing that was said to be written, and of the day's money no more than what was in flight
/// and what was leased ahead.
class KilledHostTest {
    private static Database database;

    @BeforeAll
    static void open() {
        database = Database.temporary();
        database.migrate("ledger");
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    /// What a killed host said.
    private static final class Said {
        final Map<String, Long> least = new HashMap<>();
        final Map<String, Long> most = new HashMap<>();
        final Set<String> written = new HashSet<>();
        long settled;

        void line(String line) {
            var words = line.split(" ", -1);
            if (words[0].equals("granted")) {
                least.put(words[1], Long.parseLong(words[2]));
                most.put(words[1], Long.parseLong(words[2]));
            } else if (words[0].equals("settling")) {
                least.put(words[1], Long.parseLong(words[2]));
            } else if (words[0].equals("settled")) {
                least.remove(words[1]);
                most.remove(words[1]);
                settled += Long.parseLong(words[2]);
                written.add(words[3]);
            }
        }

        /// What may have been billed: an attempt in flight with its worst case until its settlement may be written.
        long least() {
            return settled + least.values().stream().mapToLong(Long::longValue).sum();
        }

        long most() {
            return settled + most.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    @RepeatedTest(3)
    void itLosesNoRowAndNoMoreMoneyThanWasOnItsWay(RepetitionInfo repetition) throws Exception {
        var random = new Random(repetition.getCurrentRepetition());
        var caller = PrincipalName.parse(RandomId.of("agent:"));
        long limit = 200_000L + random.nextInt(2_000_000);
        var said = killed(caller, limit, 50 + random.nextInt(400), random.nextLong());

        try (var ledger = new Ledger(database, TranscriptKeys.parse(OpenRun.KEY), Clock.systemUTC())) {
            assertThat(said.written).isNotEmpty().allSatisfy(run -> {
                var journal = Objects.requireNonNull(ledger.history().journal(new RunId(run)));
                assertThat(journal.entries()).hasSize(5);
                assertThat(journal.entries().getFirst()).isEqualTo(new Entry.TurnAdded(OpenRun.SAID));
                assertThat(journal.entries().getLast()).isInstanceOf(Entry.Finished.class);
            });
            long counted = ledger.spending().spent(caller).nano();
            assertThat(counted).isBetween(said.least(), Math.min(limit, said.most() + mostLost(limit)));
            assertThat(ledger.takeOver().size()).isLessThanOrEqualTo(KilledHost.THREADS);
            checkThatTheRestCanBeHad(ledger, caller, limit, counted);
        }
        assertThat(leased(caller)).isEqualTo(limit);
    }

    private static void checkThatTheRestCanBeHad(Ledger ledger, PrincipalName caller, long limit, long counted) {
        var spending = ledger.spending();

        assertThat(spending.reserve(caller, new Cost(limit - counted + 1), new Cost(limit)))
                .isEqualTo(new Reserved.Refused(new Cost(counted)));
        assertThat(spending.reserve(caller, new Cost(limit - counted), new Cost(limit))).isInstanceOf(Reserved.Granted.class);
    }

    /// On each thread one attempt that nobody heard of, one that was settled and whose rest was not given back yet, and
    /// what is leased ahead: twice the least of 32 attempts and a thirty-second part of the day.
    private static long mostLost(long limit) {
        return 2L * KilledHost.THREADS * KilledHost.MOST_WORST + 2 * Math.min(32L * KilledHost.MOST_WORST, limit / 32);
    }

    private static Said killed(PrincipalName caller, long limit, int lines, long seed) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java, "-Xmx256m", "-cp", System.getProperty("java.class.path"), KilledHost.class.getName(),
                caller.toString(), Long.toString(limit), Long.toString(seed));
        builder.environment().put("LEDGER_DATABASE", database.url());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        var process = builder.start();
        var said = new Said();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int heard = 0;
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                said.line(line);
                if (++heard == lines) {
                    process.toHandle().destroyForcibly(); // unlike that of Process, it leaves open what is still to be read
                }
            }
            Patience.until(Duration.ofSeconds(20), KilledHostTest::isNobodyLeft);
            return said;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /// PostgreSQL takes a moment to notice that a process has died, and may still be writing what it was told.
    private static boolean isNobodyLeft() {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory')")
                .query(Boolean.class)
                .single();
    }

    private static long leased(PrincipalName caller) {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT leased FROM ledger.spending WHERE caller = ? AND day = ?")
                .params(caller.toString(), LocalDate.now(ZoneOffset.UTC))
                .query(Long.class).single();
    }
}
