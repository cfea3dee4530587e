package signalbox.host.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static signalbox.host.run.Script.answer;
import static signalbox.host.run.Yard.ask;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.RunStatus;
import signalbox.host.ledger.RunView;
import signalbox.host.run.state.RunLimits;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Turn;
import signalbox.policy.money.Cost;

/// An answer that is not what its rule expects: told so, asked once more, and then another model's turn.
class ExpectedAnswersTest {
    private static final String INTENT = """
            policy: expect
            groups: {small: [north/small], strong: [north/large], home: [south/home]}
            rules:
              - name: classify
                use: small
                expect: {schema: {type: object, required: [intent], properties: {intent: {enum: [refund, cancel]}}}%s}
                otherwise: strong
            failures: {unfit: {use: home}}
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
    void whatFitsIsTheAnswer() throws Exception {
        try (var yard = yard(INTENT.formatted(""))) {
            yard.script.says("north/small", answer("{\"intent\": \"refund\"}"));

            var run = yard.run(ask("Money back!"));

            assertThat(run.output()).isEqualTo("{\"intent\": \"refund\"}");
            assertThat(attempts(run)).hasSize(1);
        }
    }

    @Test
    void aModelIsToldWhatWasWrongAndTheRunKeepsTheAnswerThatFits() throws Exception {
        try (var yard = yard(INTENT.formatted(""))) {
            yard.script
                    .says("north/small", answer("It is a refund."))
                    .says("north/small", answer("{\"intent\": \"refund\"}"));

            var run = yard.run(ask("Money back!"));

            assertThat(run.output()).isEqualTo("{\"intent\": \"refund\"}");
            assertThat(attempts(run)).extracting("model", "outcome", "reason").containsExactly(
                    tuple("north/small", "unfit", "the answer is not what the policy expects: it is not JSON"), tuple("north/small", "ok", ""));
            assertThat(attempts(run)).allSatisfy(attempt -> assertThat(attempt.cost()).isGreaterThan(Cost.ZERO));
            var told = yard.script.asked().getLast().prompt().transcript();
            assertThat(told).hasSize(3);
            assertThat(told.get(1)).isInstanceOfSatisfying(Turn.Assistant.class, said -> assertThat(said.text()).isEqualTo("It is a refund."));
            assertThat(told.get(2).toString()).contains("it is not JSON");
            var entries = Objects.requireNonNull(yard.ledger.history().journal(run.id())).entries();
            assertThat(entries.stream().filter(Entry.TurnAdded.class::isInstance)).hasSize(2);
            assertThat(entries.stream().filter(Entry.Dispatched.class::isInstance).map(entry -> ((Entry.Dispatched) entry).purpose()))
                    .containsExactly(Entry.Purpose.ANSWER, Entry.Purpose.REPAIR);
        }
    }

    @Test
    void aModelThatDoesNotMendItIsFollowedByTheOneThatTheRuleNames() throws Exception {
        try (var yard = yard(INTENT.formatted(""))) {
            yard.script
                    .says("north/small", answer("It is a refund."))
                    .says("north/small", answer("{\"intent\": \"joke\"}"))
                    .says("north/large", answer("{\"intent\": \"cancel\"}"));

            var run = yard.run(ask("Money back!"));

            assertThat(run.output()).isEqualTo("{\"intent\": \"cancel\"}");
            assertThat(yard.script.models()).containsExactly("north/small", "north/small", "north/large");
        }
    }

    @Test
    void anOutageMeanwhileLeavesNobodyOutAndARefusalStaysOne() throws Exception {
        try (var yard = yard(INTENT.formatted(""))) {
            yard.script
                    .says("north/small", answer("no"), new Outcome.Unavailable("connection refused", null))
                    .says("north/large", answer("{\"intent\": \"cancel\"}"));

            assertThat(yard.run(ask("Money back!")).output()).isEqualTo("{\"intent\": \"cancel\"}");
        }
        try (var yard = yard(INTENT.formatted(""))) {
            yard.script.says("north/small", answer("no"), new Outcome.Refused("not this", null));

            var run = yard.run(ask("Money back!"));

            assertThat(run.reason()).contains("north/small: refused: not this");
            assertThat(yard.script.models()).containsExactly("north/small", "north/small");
        }
    }

    @Test
    void withoutRepairNobodyIsAskedTwice() throws Exception {
        try (var yard = yard(INTENT.formatted(", repair: 0"))) {
            yard.script.says("north/small", answer("")).says("north/large", answer("It is a refund."));

            var run = yard.run(ask("Money back!"));

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.reason()).contains("north/small: unfit: the answer is not what the policy expects: it is not JSON", "north/large: unfit:");
            assertThat(yard.script.models()).containsExactly("north/small", "north/large");
        }
    }

    @Test
    void aFilterBindsTheModelThatAnswersOtherwise() throws Exception {
        var filtered = INTENT.formatted(", repair: 0") + "filters: [{name: cheap, only: small}]\n";
        try (var yard = yard(filtered)) {
            yard.script.says("north/small", answer("no"));

            var run = yard.run(ask("Money back!"));

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.reason()).contains("north/large: dropped by filter:cheap: only small is allowed");
            assertThat(yard.script.models()).containsExactly("north/small");
        }
    }

    @Test
    void anAnswerThatSaysNothingOrMissesThePatternDoesNotFit() throws Exception {
        var policy = """
                policy: expect
                rules: [{name: all, use: north/small, expect: {non-empty: true, regex: '^[A-Z]', repair: 0}, otherwise: north/large}]
                """;
        for (var said : List.of(" \n", "no capital")) {
            try (var yard = yard(policy)) {
                yard.script.says("north/small", answer(said)).says("north/large", answer("Yes"));

                assertThat(yard.run(ask("Hello")).output()).isEqualTo("Yes");
            }
        }
    }

    private static Yard yard(String routing) {
        return new Yard(database, routing, Map.of(), RunLimits.USUAL);
    }

    private static List<RunView.Attempt> attempts(RunView run) {
        return run.steps().stream().flatMap(step -> step.attempts().stream()).toList();
    }
}
