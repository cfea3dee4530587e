package signalbox.host.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static signalbox.host.run.Script.answer;
import static signalbox.host.run.Yard.ask;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.RunStatus;
import signalbox.host.ledger.RunView;
import signalbox.host.run.state.RunLimits;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.Turn;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;

/// What happens when a model does not answer, or may not be paid.
class LadderTest {
    private static final String HEAD = """
            policy: ladder
            groups: {both: [north/large, north/small], home: [south/home]}
            rules: [{name: default, use: both}]
            """;
    private static Database database;

    @BeforeAll
    static void open() {
        database = FreshDatabase.open();
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @Test
    void anUnavailableModelIsFollowedByTheNext() throws Exception {
        try (var yard = yard(HEAD)) {
            yard.script
                    .says("north/large", new Outcome.Unavailable("connection refused", null))
                    .says("north/small", answer("hello"));

            var run = yard.run(ask("Hello"));

            assertThat(run.output()).isEqualTo("hello");
            assertThat(attempts(run)).extracting("model", "outcome", "reason").containsExactly(
                    tuple("north/large", "unavailable", "connection refused"),
                    tuple("north/small", "ok", ""));
            assertThat(attempts(run).getFirst().cost()).isEqualTo(Cost.ZERO);
        }
    }

    @Test
    void nonsenseAndRejectionCountAsUnavailableUnderTheirOwnWords() throws Exception {
        try (var yard = yard(HEAD)) {
            yard.script
                    .says("north/large", new Outcome.Nonsense("no JSON", null))
                    .says("north/small", new Outcome.Rejected(400, "bad field"));

            var run = yard.run(ask("Hello"));

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.reason()).isEqualTo("""
                    no model could take step 0:
                    north/large: unavailable: no JSON
                    north/small: unavailable: HTTP 400: bad field""");
            assertThat(attempts(run)).extracting(RunView.Attempt::outcome).containsExactly("nonsense", "rejected");
        }
    }

    @Test
    void aSlowModelIsLeftForTheGroupThatThePolicyNames() throws Exception {
        try (var yard = yard(HEAD + "failures: {slow: {after: 6s, use: home}}\n")) {
            yard.script
                    .says("north/large", new Outcome.Slow(Duration.ofSeconds(6)))
                    .says("south/home", answer("hello"));

            var run = yard.run(ask("Hello"));

            assertThat(yard.script.models()).containsExactly("north/large", "south/home");
            assertThat(yard.script.asked().getFirst().within()).isEqualTo(Duration.ofSeconds(6));
            assertThat(attempts(run).getFirst().outcome()).isEqualTo("slow");
            assertThat(attempts(run).getFirst().cost()).isGreaterThan(Cost.ZERO);
        }
    }

    @Test
    void eachModelOfAStepHasTheTimeThatTheRuleGivesAndNotThatOfAnotherRule() throws Exception {
        var policy = """
                policy: ladder
                groups: {home: [south/home]}
                rules:
                  - {name: hurried, when: 'step.task == "classify"', use: north/large, timeouts: {total: 2s}}
                  - {name: default, use: north/large}
                failures: {slow: {after: 6s, use: home}}
                """;
        try (var yard = yard(policy)) {
            for (int i = 0; i < 2; i++) {
                yard.script
                        .says("north/large", new Outcome.Slow(Duration.ofSeconds(2)))
                        .says("south/home", answer("hello"));
            }

            var hurried = yard.run(Requests.task(ask("Hello"), "classify"));
            var plain = yard.run(ask("Hello"));

            assertThat(hurried.output()).isEqualTo("hello");
            assertThat(plain.output()).isEqualTo("hello");
            assertThat(yard.script.asked()).extracting(asked -> asked.within().toSeconds()).containsExactly(2L, 2L, 6L, 6L);
        }
    }

    @Test
    void aRefusalEndsTheStepUnlessThePolicySaysOtherwise() throws Exception {
        try (var yard = yard(HEAD); var lenient = yard(HEAD + "failures: {refused: next}\n")) {
            yard.script.says("north/large", new Outcome.Refused("no", null));
            lenient.script.says("north/large", new Outcome.Refused("no", null)).says("north/small", answer("hello"));

            var refused = yard.run(ask("Hello"));
            var answered = lenient.run(ask("Hello"));

            assertThat(refused.status()).isEqualTo(RunStatus.FAILED);
            assertThat(refused.reason()).isEqualTo("no model could take step 0:\nnorth/large: refused: no");
            assertThat(answered.output()).isEqualTo("hello");
        }
    }

    @Test
    void aCallInAnAnswerThatWasCutIsNotMade() throws Exception {
        var cut = new Outcome.Answered(
                new Turn.Assistant(List.of(new Part.Text("I will")), List.of(Script.call("nothing", "{}")), List.of()),
                new Usage(100, 0, 0, 10), FinishReason.LENGTH, null);
        try (var yard = yard(HEAD)) {
            yard.script.says("north/large", cut);

            var run = yard.run(ask("Hello"));

            assertThat(run.finish()).isEqualTo("length");
            assertThat(run.output()).isEqualTo("I will");
            assertThat(run.steps().getFirst().calls()).isEmpty();
        }
    }

    @Test
    void aModelThatThrowsIsNonsenseAndItsRowIsSettled() throws Exception {
        try (var yard = yard(HEAD)) {
            yard.script.does("north/large", _ -> {
                throw new IllegalStateException("a bug");
            }).says("north/small", answer("hello"));

            var run = yard.run(ask("Hello"));

            assertThat(attempts(run)).extracting(RunView.Attempt::outcome).containsExactly("nonsense", "ok");
        }
    }

    @Test
    void aNameOfTheCatalogueIsAskedForAndNothingElse() throws Exception {
        try (var yard = yard(HEAD)) {
            yard.script.says("north/small", new Outcome.Unavailable("down", null));

            var run = yard.run(Requests.model(ask("Hello"), "north/small"));

            assertThat(yard.script.models()).containsExactly("north/small");
            assertThat(run.steps().getFirst().rule()).isEqualTo("asked:north/small");
        }
    }

    @Test
    void aModelThatIsNotThereAndOneThatIsNotGrantedAreAnsweredAlike() {
        try (var yard = yard(HEAD)) {
            yard.grants = (_, _, model) -> !model.equals("north/large");

            var absent = yard.runs.start(Yard.ADA, Requests.model(ask("Hello"), "north/none"));
            var forbidden = yard.runs.start(Yard.ADA, Requests.model(ask("Hello"), "north/large"));

            assertThat(absent).isEqualTo(new RunStart.UnknownModel(
                    "there is no model 'north/none': GET /v1/models lists those you may ask for"));
            assertThat(forbidden).isEqualTo(new RunStart.UnknownModel(
                    "there is no model 'north/large': GET /v1/models lists those you may ask for"));
            assertThat(yard.runs.models(Yard.ADA)).containsExactly(
                    "signalbox/auto", "signalbox/both", "signalbox/home", "north/small", "north/vectors", "south/home");
        }
    }

    @Test
    void aModelThatIsForbiddenTakesNoStepWhateverLedToIt() throws Exception {
        try (var yard = yard(HEAD)) {
            yard.grants = (_, asked, model) -> asked.equals("signalbox/auto") && !model.equals("north/large");
            yard.script.says("north/small", answer("hello"));

            var run = yard.run(ask("Hello"));

            assertThat(run.output()).isEqualTo("hello");
            assertThat(yard.script.models()).containsExactly("north/small");
        }
    }

    @Test
    void aModelThatSaidWhenToComeBackIsAskedByNoRunBefore() throws Exception {
        try (var yard = yard(HEAD)) {
            yard.script
                    .says("north/large", new Outcome.Unavailable("slow down", Duration.ofMinutes(9), true, null))
                    .says("north/small", answer("hello"), answer("again"));

            yard.run(ask("Hello"));
            var second = yard.run(ask("Hello"));

            assertThat(second.output()).isEqualTo("again");
            assertThat(yard.script.models()).containsExactly("north/large", "north/small", "north/small");
        }
    }

    @Test
    void aTokenThatIsRevokedStopsTheRunBeforeItsNextStep() throws Exception {
        try (var yard = yard(HEAD)) {
            yard.script.does("north/large", _ -> {
                yard.live = who -> !who.credential().id().equals("tok_ada");
                return Script.calls(Script.call("nothing", "{}"));
            });

            var run = yard.run(ask("Hello"));

            assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.reason()).isEqualTo("the caller's token is expired or revoked");
            assertThat(yard.script.asked()).hasSize(1);
        }
    }

    @Test
    void aGrantThatIsTakenAwayStopsTheNextStep() throws Exception {
        try (var yard = yard(HEAD)) {
            yard.script.does("north/large", _ -> {
                yard.grants = (_, _, _) -> false;
                return Script.calls(Script.call("nothing", "{}"));
            });

            var run = yard.run(ask("Hello"));

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.reason()).contains("agent:ada may not use it");
            assertThat(yard.script.asked()).hasSize(1);
        }
    }

    @Test
    void theAnswerIsCappedToWhatTheBudgetAffords() throws Exception {
        try (var yard = yard(HEAD)) {
            yard.script.says("north/large", answer("hello"));

            yard.run(Requests.budget(ask("Hello"), Cost.parse("0.05")));

            assertThat(yard.script.asked().getFirst().prompt().options().outputTokens()).isBetween(400L, 500L);
        }
    }

    @Test
    void whatTheBudgetCannotPayIsNeverSent() throws Exception {
        try (var yard = yard(HEAD); var thrifty = yard(HEAD + "failures: {over-budget: next}\n")) {
            thrifty.script.says("north/small", answer("hello"));

            var stopped = yard.run(Requests.budget(ask("Hello"), Cost.parse("0.003")));
            var answered = thrifty.run(Requests.budget(ask("Hello"), Cost.parse("0.003")));

            assertThat(stopped.status()).isEqualTo(RunStatus.STOPPED);
            assertThat(stopped.reason()).startsWith(
                    "the budget does not allow step 0:\nnorth/large: over-budget: the run has 0.003 USD left");
            assertThat(stopped.cost()).isEqualTo(Cost.ZERO);
            assertThat(yard.script.asked()).isEmpty();
            assertThat(answered.output()).isEqualTo("hello");
            assertThat(thrifty.script.models()).containsExactly("north/small");
        }
    }

    @Test
    void aPolicysBudgetBindsWhereTheRequestAsksForMore() throws Exception {
        try (var yard = yard(HEAD + "money: {run: 0.001}\n")) {
            var run = yard.run(Requests.budget(ask("Hello"), Cost.parse("5")));

            assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        }
    }

    @Test
    void theDaysLimitCountsWhatEarlierRunsSpentAndMaySpend() throws Exception {
        var limit = HEAD + "money: {caller-day: 1.00}\n";
        try (var yard = new Yard(FreshDatabase.open(), limit, Map.of(), RunLimits.USUAL, Clock.systemUTC());
                var _ = yard.database) {
            yard.script.says("north/large", new Outcome.Slow(Duration.ofSeconds(1)), answer("hello"));

            yard.run(ask("Hello"));
            var second = yard.run(ask("Hello"));

            assertThat(second.status()).isEqualTo(RunStatus.STOPPED);
            assertThat(second.reason()).contains("agent:ada has spent 0.8").contains("of 1.00 USD today");
        }
    }

    @Test
    void anAnswerWithoutACountIsEstimatedNeverFree() throws Exception {
        var silent = new Outcome.Answered(
                new Turn.Assistant(List.of(new Part.Text("hello")), List.of(), List.of()), null, FinishReason.STOP, null);
        try (var yard = yard(HEAD)) {
            yard.script.says("north/large", silent);

            var run = yard.run(ask("Hello"));

            assertThat(run.usage()).isNotEqualTo(Usage.NONE);
            assertThat(run.cost()).isGreaterThan(Cost.ZERO);
        }
    }

    @Test
    void anotherModelThanTheOneAskedHasNotAnswered() throws Exception {
        try (var yard = yard(HEAD)) {
            yard.script.says("north/large", swapped("gpt-5-nano")).says("north/small", answer("hello"));

            var run = yard.run(ask("Hello"));

            assertThat(run.output()).isEqualTo("hello");
            assertThat(attempts(run)).extracting("model", "outcome", "served", "reason").containsExactly(
                    tuple("north/large", "swapped", "gpt-5-nano", "'gpt-5-nano' answered, which is another model"),
                    tuple("north/small", "ok", "", ""));
            assertThat(attempts(run).getFirst().cost()).isEqualTo(Cost.parse("0.002"));
        }
    }

    @Test
    void aSwapIsPricedByTheModelThatAnsweredWhereTheCatalogueHasIt() throws Exception {
        try (var yard = yard(HEAD + "failures: {swapped: stop}\n")) {
            yard.script.says("north/large", swapped("small"));

            var run = yard.run(ask("Hello"));

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.reason()).contains("north/large: swapped: 'small' answered, which is another model");
            assertThat(run.cost()).isEqualTo(Cost.parse("0.0002"));
        }
    }

    /// 100 tokens in, 40 of them cached, and 10 out by the small model; 10 in and 1 out by the large one, which declined.
    @Test
    void eachModelsPartOfAnAnswerHasItsOwnPrice() throws Exception {
        try (var yard = yard(HEAD + "failures: {swapped: stop}\n")) {
            var share = new Outcome.Share("large", new Usage(10, 0, 0, 1));
            yard.script.says("north/large", new Outcome.Swapped("small", answer("I am another"), List.of(share)));

            var run = yard.run(ask("Hello"));

            assertThat(run.cost()).isEqualTo(Cost.parse("0.0004"));
            assertThat(run.usage()).isEqualTo(new Usage(110, 40, 0, 11));
        }
    }

    private static Outcome swapped(String served) {
        return new Outcome.Swapped(served, answer("I am another"));
    }

    private static List<RunView.Attempt> attempts(RunView run) {
        return run.steps().getFirst().attempts();
    }

    private static Yard yard(String routing) {
        return new Yard(database, routing, Map.of(), RunLimits.USUAL);
    }
}
