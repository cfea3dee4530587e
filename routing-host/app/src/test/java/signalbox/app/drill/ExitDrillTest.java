package signalbox.app.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import signalbox.host.ledger.AttemptId;
import signalbox.host.ledger.DecisionId;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Journal;
import signalbox.host.ledger.RunHeader;
import signalbox.host.ledger.RunId;
import signalbox.host.route.AskedModel;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.identity.Credential;
import signalbox.identity.Principal;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.fact.Facts;
import signalbox.policy.fact.RunFacts;
import signalbox.policy.fact.StepFacts;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.policy.routing.Obstacles;
import signalbox.policy.routing.RouteDecision;
import signalbox.policy.routing.Routing;
import signalbox.source.Checked;
import signalbox.source.YamlSource;
import tools.jackson.databind.json.JsonMapper;

class ExitDrillTest {
    private static final ModelCatalogue CATALOGUE = sound(ModelCatalogue.read(sound(YamlSource.parse("models.yaml", """
            providers:
              north: {wire: openai-chat, url: 'http://127.0.0.1:1/v1'}
              south: {wire: openai-chat, url: 'http://127.0.0.1:2/v1'}
            models:
              north/large: {id: large, context: 100000, output: 4000, price: {input: 2.0, output: 10.0, cache-read: 0.5}, can: [tools]}
              south/small: {id: small, context: 1000, output: 1000, price: {input: 1.0, output: 4.0}, can: [tools]}
              north/vectors: {id: e1, context: 1000, output: 1, price: {input: 1.0, output: 0}, can: [embeddings]}
              south/vectors: {id: e1, context: 1000, output: 1, price: {input: 1.0, output: 0}, can: [embeddings]}
              south/others:  {id: e2, context: 1000, output: 1, price: {input: 1.0, output: 0}, can: [embeddings]}
              south/wide:  {id: wide, context: 100000, output: 4000, price: {input: 3.0, output: 9.0}, can: [tools]}
            """))));
    private static final Routing ROUTING = sound(Routing.read(sound(YamlSource.parse("routing.yaml", """
            policy: test
            groups:
              usual: [north/large, south/small]
              same:  [north/vectors, south/vectors]
            filters:
              - {name: home, when: '"pii" in step.labels', only: north/large}
            rules:
              - {name: same, when: '"embeddings" in step.wants && run.task == "same"', use: same}
              - {name: vectors, when: '"embeddings" in step.wants && run.task != "rest"', use: north/vectors}
              - {name: others, when: '"embeddings" in step.wants', use: south/others}
              - {name: usual, when: 'run.task != "long"', use: usual}
              - {name: long, when: 'run.task == "long" && step.index == 0', use: north/large}
              - {name: rest, when: 'run.task == "long"', use: south/wide}
            failures: {unavailable: next}
            """)), CATALOGUE));
    private static final Obstacles NONE = _ -> null;

    @Test
    void aStepGoesToTheNextModelThatStoodInLineAtItsPriceWithNothingCached() {
        var report = drill(step("signalbox/auto", facts("", Set.of(), 100), NONE, "north/large"));

        assertThat(report.moved()).isOne();
        assertThat(report.successors()).singleElement().satisfies(row -> {
            assertThat(row.to()).hasToString("south/small");
            assertThat(row.cost()).isEqualTo(new Cost(700));
            assertThat(row.costThen()).isEqualTo(Cost.of(new Usage(100, 0, 0, 10), Objects.requireNonNull(CATALOGUE.models().get(row.to())).price()));
            assertThat(row.took().orElseThrow()).isBetween(95L, 105L);
            assertThat(row.tookThen()).isEmpty();
            assertThat(row.cautions()).isEqualTo(new DrillReport.Cautions(0, 0));
        });
    }

    @Test
    void whatAnotherProviderAnsweredIsUnaffectedThoughTheOneThatGoesWasFirst() {
        var report = drill(step("signalbox/auto", facts("", Set.of(), 100), NONE, "south/small"));

        assertThat(report.unaffected()).isOne();
        assertThat(report.successors()).isEmpty();
    }

    @Test
    void aStepThatOnlyTheProviderMayTakeIsLeftWithoutAModelAndSaysWhy() {
        var report = drill(
                step("signalbox/auto", facts("", Set.of("pii"), 100), model -> model.equals(new ModelName("south/small")) ? "it would lose images" : null, "north/large"),
                step("north/large", facts("", Set.of(), 100), NONE, "north/large"),
                step("signalbox/auto", facts("", Set.of(), 5_000), model -> model.equals(new ModelName("south/small")) ? "the window is too small" : null, "north/large"));

        assertThat(report.strandedSteps()).isEqualTo(2 + 1);
        assertThat(report.stranded()).extracting(DrillReport.Stranded::reason).satisfiesExactly(
                reason -> assertThat(reason).contains("north/large dropped by obstacle: its provider is gone", "south/small dropped by filter:home"),
                reason -> assertThat(reason).contains("rule 'asked:north/large'", "its provider is gone"),
                reason -> assertThat(reason).contains("south/small dropped by obstacle: the window is too small"));
    }

    /// The rule before took the step then, so nobody asked what this model would lose.
    @Test
    void aModelThatTheDecisionNeverLookedAtIsCountedApart() {
        var report = drill(step("signalbox/auto", facts("long", Set.of(), 5_000), NONE, "north/large"));

        assertThat(report.successors()).singleElement().satisfies(row -> {
            assertThat(row.to()).hasToString("south/wide");
            assertThat(row.cautions()).isEqualTo(new DrillReport.Cautions(0, 1));
        });
    }

    @Test
    void vectorsMoveToTheSameModelElsewhereAndToNoOther() {
        var report = drill(
                step("signalbox/auto", vectors("same"), NONE, "north/vectors"), step("signalbox/auto", vectors(""), NONE, "north/vectors"));

        assertThat(report.successors()).singleElement().satisfies(row -> assertThat(row.to()).hasToString("south/vectors"));
        assertThat(report.stranded()).singleElement().satisfies(step ->
                assertThat(step.reason()).isEqualTo("the vectors of no other model can be compared with those of north/vectors"));
    }

    @Test
    void aLossThatThePolicyAllowsIsCounted() {
        var losing = new Obstacles() {
            @Override
            public @Nullable String to(ModelName model) {
                return null;
            }

            @Override
            public String loss(ModelName model) {
                return model.provider().equals("south") ? "would lose images" : "";
            }
        };

        var report = drill(step("signalbox/auto", facts("", Set.of(), 100), losing, "north/large"));

        assertThat(report.successors()).singleElement().satisfies(row -> assertThat(row.cautions().lossy()).isOne());
    }

    @Test
    void aPersonReadsATableAndAProgramObjects() {
        var report = drill(
                step("signalbox/auto", facts("", Set.of(), 100), NONE, "north/large"),
                step("signalbox/auto", facts("", Set.of(), 100), NONE, "south/small"),
                step("signalbox/auto", facts("", Set.of("pii"), 100), NONE, "north/large"));
        var out = new StringWriter();

        DrillText.print("north", report, new PrintWriter(out, true));

        assertThat(out.toString().replaceAll("run_\\w+", "run_X")).isEqualTo("""
                Without 'north', of 3 recorded steps:
                  1 were taken by models of other providers
                  1 would go to another model
                  1 would have no model

                from         to           steps        USD  USD then  ms  ms then  with a loss  not considered
                north/large  south/small      1  0.0000007   0.00014  98       98            0               0

                run_X, step 0, taken by north/large: no model
                  rule 'usual': north/large dropped by obstacle: its provider is gone
                  rule 'usual': south/small dropped by filter:home: only north/large is allowed
                  rule 'same': its condition does not hold
                  rule 'vectors': its condition does not hold
                  rule 'others': its condition does not hold
                  rule 'usual': no candidate is left
                  rule 'long': its condition does not hold
                  rule 'rest': its condition does not hold
                """.replace("\n", System.lineSeparator()));
        var lines = DrillJson.lines("north", report);
        assertThat(lines).hasSize(3);
        assertThat(JsonMapper.shared().readTree(lines.getLast())).isEqualTo(JsonMapper.shared().readTree(
                "{\"kind\": \"total\", \"without\": \"north\", \"steps\": 3, \"unaffected\": 1, \"moved\": 1, \"stranded\": 1}"));
    }

    private static DrillReport drill(Journal... runs) {
        return new ExitDrill("north", ROUTING, CATALOGUE).over(List.of(runs));
    }

    private static Facts vectors(String task) {
        var facts = facts(task, Set.of(), 100);
        var input = new StepFacts.Input(100, Set.of(), List.of(), Set.of("embeddings"));
        var step = facts.step();
        return new Facts(facts.run(), new StepFacts(0, step.after(), step.kind(), step.signals(), input, step.past()));
    }

    private static Facts facts(String task, Set<String> labels, long tokens) {
        return new Facts(
                new RunFacts("agent:a", task, labels, Map.of(), "", 1, 60),
                new StepFacts(
                        0, "user", "plan", new StepFacts.Signals("", 0, 0), new StepFacts.Input(tokens, labels, List.of(), Set.of()),
                        StepFacts.Past.NONE));
    }

    /// A run of one step, as the policy decided it, answered by this model.
    private static Journal step(String asked, Facts facts, Obstacles obstacles, String model) {
        var at = Instant.parse("2026-11-30T12:00:00Z");
        var principal = new Principal(PrincipalName.parse("agent:a"), Scopes.ALL, new Credential.AgentToken("tok"), null);
        var header = new RunHeader(
                RunId.fresh(), RunHeader.Origin.CHAT, principal,
                new RunHeader.Asked(asked, new RunHeader.Tools.OfTheRule(), List.of(), new ToolChoice.Auto(), SamplingOptions.NONE),
                new RunHeader.About("", "", "", new TreeSet<>(), new TreeMap<>()),
                new RunHeader.Terms(null, at, false), "sha256:policy", at);
        RouteDecision decision = Objects.requireNonNull(AskedModel.read(asked, ROUTING, CATALOGUE)).route(ROUTING, facts, obstacles);
        var sent = new Entry.Dispatched(AttemptId.fresh(), 0, Entry.Purpose.ANSWER, new ModelName(model), new Cost(1_000), 100, 20);
        var entries = new ArrayList<Entry>();
        entries.add(new Entry.Routed(DecisionId.of(header.id(), 0), 0, "plan", facts, decision, new TreeMap<>()));
        entries.add(sent);
        entries.add(new Entry.Settled(
                sent.id(), Entry.AttemptOutcome.OK, "", Entry.Billing.REPORTED, new Usage(100, 80, 0, 10), new Cost(700),
                Duration.ofMillis(100), null));
        return new Journal(header, entries);
    }

    private static <T> T sound(Checked<T> checked) {
        if (checked instanceof Checked.Sound<T>(var value, var _)) {
            return value;
        }
        throw new AssertionError(checked);
    }
}
