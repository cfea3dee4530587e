package signalbox.host.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.ledger.spending.Reserved;
import signalbox.host.ledger.spending.Spending;
import signalbox.ids.RandomId;
import signalbox.policy.money.Cost;
import signalbox.policy.permission.PrincipalName;

/// Laws of money: never over the limit, never refused while there is room, each attempt once; on one host and on two.
class SpendingTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 4;
    private static final int STEPS = 60;

    private static Database database;

    @BeforeAll
    static void open() {
        database = FreshDatabase.open();
        database.migrate("ledger");
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @RepeatedTest(6)
    void eightThreadsOfOneHostSpendExactlyTheLimit(RepetitionInfo repetition) {
        try (var ledger = ledger(database)) {
            spend(repetition.getCurrentRepetition(), List.of(ledger));
        }
    }

    @RepeatedTest(4)
    void eightThreadsOfTwoHostsSpendExactlyTheLimit(RepetitionInfo repetition) {
        try (var elsewhere = Database.at(database.url()); var one = ledger(database); var other = ledger(elsewhere)) {
            spend(100 + repetition.getCurrentRepetition(), List.of(one, other));
        }
    }

    @Test
    void farFromTheLimitThousandsOfReservationsTakeAHandfulOfLeases() {
        var caller = caller();
        var spending = new Spending(database.dataSource(), Clock.systemUTC());

        for (int i = 0; i < 3_000; i++) {
            granted(spending.reserve(caller, new Cost(1_000), new Cost(1_000_000_000_000L))).settle(new Cost(10));
        }

        assertThat(leased(caller)).isLessThanOrEqualTo(3_000 * 10 + 66 * 1_000);
    }

    @Test
    void anAttemptThatIsSettledTwiceIsSettledOnce() {
        try (var ledger = ledger(database)) {
            var caller = caller();
            var granted = granted(ledger.spending().reserve(caller, new Cost(100), new Cost(1_000)));

            granted.settle(new Cost(10));
            granted.settle(new Cost(1));

            assertThat(ledger.spending().spent(caller)).isEqualTo(new Cost(10));
        }
    }

    @Test
    void anAnswerThatCostsMoreThanWasForeseenCountsWhole() {
        var caller = caller();
        try (var ledger = ledger(database)) {
            granted(ledger.spending().reserve(caller, new Cost(100), new Cost(1_000))).settle(new Cost(995));

            assertThat(ledger.spending().reserve(caller, new Cost(6), new Cost(1_000))).isEqualTo(new Reserved.Refused(new Cost(995)));
        }
        assertThat(leased(caller)).isEqualTo(995);
    }

    @Test
    void aLimitThatIsLoweredHoldsAtOnce() {
        try (var ledger = ledger(database)) {
            var caller = caller();
            granted(ledger.spending().reserve(caller, new Cost(100), new Cost(100_000)));

            assertThat(ledger.spending().reserve(caller, new Cost(100), new Cost(199)))
                    .isEqualTo(new Reserved.Refused(new Cost(100)));
            granted(ledger.spending().reserve(caller, new Cost(100), new Cost(200)));
        }
    }

    @Test
    void withoutALimitNothingIsLeased() {
        var spending = new Spending(database.dataSource(), Clock.systemUTC());
        var caller = caller();

        granted(spending.reserve(caller, new Cost(1L << 60), null)).settle(new Cost(7));

        assertThat(leased(caller)).isZero();
        assertThat(spending.spent(caller)).isEqualTo(new Cost(7));
    }

    @ParameterizedTest
    @ValueSource(longs = {1_001, Long.MAX_VALUE})
    void whatNeverFitsIsRefused(long worst) {
        var spending = new Spending(database.dataSource(), Clock.systemUTC());

        assertThat(spending.reserve(caller(), new Cost(worst), new Cost(1_000))).isEqualTo(new Reserved.Refused(Cost.ZERO));
    }

    @Test
    void aNewDayBeginsAtNothing() {
        var now = new AtomicReference<>(Instant.parse("2026-03-01T23:59:59Z"));
        InstantSource clock = now::get;
        var spending = new Spending(database.dataSource(), clock);
        var caller = caller();
        var late = granted(spending.reserve(caller, new Cost(1_000), new Cost(1_000)));

        now.set(Instant.parse("2026-03-02T00:00:00Z"));

        granted(spending.reserve(caller, new Cost(1_000), new Cost(1_000)));
        late.settle(new Cost(1));
        assertThat(spending.spent(caller)).isEqualTo(new Cost(1_000));
    }

    private static void spend(int seed, List<Ledger> hosts) {
        var random = new Random(seed);
        var caller = caller();
        long limit = 20_000L + random.nextInt(400_000);
        var model = new SpendingModel(limit);
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int round = 0; round < ROUNDS; round++) {
                var all = IntStream.range(0, THREADS)
                        .mapToObj(i -> new Spender(hosts.get(i % hosts.size()), caller, limit, model, new Random(random.nextLong())))
                        .map(spender -> CompletableFuture.runAsync(spender::spend, threads)).toList();
                all.forEach(CompletableFuture::join);
                // What a refused attempt had leased for itself goes back with a flush that nobody waited for.
                hosts.forEach(SpendingTest::flush);
                checkTheRest(hosts.get(round % hosts.size()), caller, limit, model);
            }
        }
        hosts.forEach(Ledger::close);
        assertThat(leased(caller)).as("leased at the end").isEqualTo(model.spent());
    }

    /// While nothing is in flight, exactly the rest can be had, and not a nano-USD more.
    private static void checkTheRest(Ledger host, PrincipalName caller, long limit, SpendingModel model) {
        long rest = limit - model.spent();
        assertThat(host.spending().reserve(caller, new Cost(rest + 1), new Cost(limit)))
                .isEqualTo(new Reserved.Refused(new Cost(model.spent())));
        granted(host.spending().reserve(caller, new Cost(rest), new Cost(limit))).settle(Cost.ZERO);
        flush(host);
    }

    /// A caller's attempts on one thread of one host.
    private record Spender(Ledger host, PrincipalName caller, long limit, SpendingModel model, Random random) {
        private record Open(Reserved.Granted granted, long worst) {}

        void spend() {
            var open = new ArrayDeque<Open>();
            for (int step = 0; step < STEPS; step++) {
                if (open.size() < 4 && random.nextBoolean()) {
                    long worst = 1L + random.nextInt(random.nextInt(10) == 0 ? 20_000 : 2_000);
                    var asking = model.ask(worst);
                    switch (host.spending().reserve(caller, new Cost(worst), new Cost(limit))) {
                        case Reserved.Granted granted -> {
                            model.granted(asking);
                            open.add(new Open(granted, worst));
                        }
                        case Reserved.Refused _ -> model.refused(asking);
                    }
                } else if (!open.isEmpty()) {
                    settle(open.remove());
                }
            }
            open.forEach(this::settle);
        }

        private void settle(Open one) {
            long cost = random.nextInt(3) == 0 ? one.worst() : random.nextLong(one.worst() + 1) / 8;
            model.settling(one.worst(), cost);
            one.granted().settle(new Cost(cost));
            flush(host);
            model.settled(one.worst(), cost);
        }
    }

    /// As with the row of a settlement.
    private static void flush(Ledger host) {
        var header = OpenRun.header("agent:ada", RunHeader.Origin.CHAT);
        host.open(header);
        host.commit(header.id(), List.of(OpenRun.finished("")));
    }

    private static Ledger ledger(Database database) {
        return new Ledger(database, TranscriptKeys.fresh(), Clock.systemUTC());
    }

    private static PrincipalName caller() {
        return PrincipalName.parse(RandomId.of("agent:"));
    }

    private static Reserved.Granted granted(Reserved reserved) {
        assertThat(reserved).isInstanceOf(Reserved.Granted.class);
        return (Reserved.Granted) reserved;
    }

    private static long leased(PrincipalName caller) {
        @Nullable Long leased = JdbcClient.create(database.dataSource())
                .sql("SELECT leased FROM ledger.spending WHERE caller = ? AND day = ?")
                .params(caller.toString(), LocalDate.now(ZoneOffset.UTC))
                .query(Long.class).optional().orElse(null);
        return leased == null ? 0 : leased;
    }
}
