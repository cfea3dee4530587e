package signalbox.host.run;

import static org.assertj.core.api.Assertions.assertThat;
import static signalbox.host.run.Script.answer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.RunStatus;
import signalbox.host.run.state.RunLimits;
import signalbox.host.turn.Outcome;
import signalbox.policy.money.Usage;

/// Many calls, one after the other, on providers that fail three times of ten, all but one.
///
/// `-Dfaults.calls=10000` makes so many of them.
class FaultyProvidersTest {
    private static final int CALLS = Integer.getInteger("faults.calls", 600);
    private static final int LEARNT = 100;
    private static final long SEED = 20_261_201L;
    private static final Duration SLOW = Duration.ofSeconds(6);
    private static final String ROUTING = """
            policy: faulty
            groups: {all: [north/large, north/small, south/home]}
            rules: [{name: default, use: all}]
            failures: {slow: {after: 6s, use: all}}
            """;
    private static final List<Outcome> FAULTS = List.of(
            new Outcome.Unavailable("HTTP 503", null), new Outcome.Unavailable("HTTP 429", null, true, null),
            new Outcome.Nonsense("half an answer", Usage.NONE), new Outcome.Slow(SLOW));

    private Instant now = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void nearlyEveryCallIsAnsweredAndOnceTheBreakersHaveLearntFewAreAskedTwice() throws Exception {
        var random = new Random(SEED);
        try (var database = FreshDatabase.open(); var yard = yard(database)) {
            for (int i = 0; i < CALLS; i++) {
                for (var faulty : List.of("north/large", "north/small")) {
                    yard.script.says(faulty, random.nextInt(10) < 3 ? FAULTS.get(random.nextInt(FAULTS.size())) : answer("Hello."));
                }
                yard.script.says("south/home", answer("Hello."));
            }

            int answered = answered(yard, LEARNT);
            int before = yard.script.asked().size();
            answered += answered(yard, CALLS - LEARNT);
            double each = (yard.script.asked().size() - before) / (double) (CALLS - LEARNT);

            System.out.printf("faults: %d of %d answered, %.3f requests a call after %d%n", answered, CALLS, each, LEARNT);
            assertThat(answered).isGreaterThanOrEqualTo((int) Math.ceil(CALLS * 0.999));
            assertThat(each).isLessThanOrEqualTo(1.3);
        }
    }

    @Test
    void aModelThatFailsAloneIsAskedAllTheSame() throws Exception {
        try (var database = FreshDatabase.open(); var yard = yard(database)) {
            for (int i = 0; i < 60; i++) {
                List.of("north/large", "north/small", "south/home").forEach(model -> yard.script.says(model, FAULTS.getFirst()));
            }
            answered(yard, 60);
            yard.script.forget();
            yard.script.says("south/home", answer("Here again."));

            assertThat(answered(yard, 1)).as("the last of the list is asked, whatever became of it before").isEqualTo(1);
        }
    }

    @Test
    void afterItsPauseAModelThatWorksAgainTakesItsPlace() throws Exception {
        try (var database = FreshDatabase.open(); var yard = yard(database)) {
            for (int i = 0; i < 60; i++) {
                yard.script.says("north/large", FAULTS.getFirst());
                yard.script.says("north/small", answer("Hello."));
            }
            answered(yard, 60);
            assertThat(yard.script.models()).filteredOn("north/large"::equals).as("until it is left alone").hasSize(25);
            yard.script.forget();
            now = now.plus(Duration.ofSeconds(31));
            for (int i = 0; i < 20; i++) {
                yard.script.says("north/large", answer("Here again."));
            }
            int before = yard.script.asked().size();

            assertThat(answered(yard, 20)).isEqualTo(20);
            assertThat(yard.script.models().subList(before, yard.script.models().size())).containsOnly("north/large");
        }
    }

    private int answered(Yard yard, int calls) throws InterruptedException {
        int answered = 0;
        for (int i = 0; i < calls; i++) {
            now = now.plusMillis(100);
            var run = ((RunStart.Accepted) yard.runs.start(Yard.ADA, Yard.ask("Hello"))).run();
            answered += yard.runs.await(run).status() == RunStatus.COMPLETED ? 1 : 0;
        }
        return answered;
    }

    private Yard yard(Database database) {
        InstantSource clock = () -> now;
        return new Yard(database, ROUTING, Map.of(), RunLimits.USUAL, clock.withZone(ZoneOffset.UTC));
    }
}
