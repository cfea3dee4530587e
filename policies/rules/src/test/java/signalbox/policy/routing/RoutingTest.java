package signalbox.policy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.money.Cost;
import signalbox.policy.routing.RouteDecision.Bound;
import signalbox.policy.routing.RouteDecision.Dropped;
import signalbox.policy.routing.RouteDecision.Passed;
import signalbox.source.Place;

class RoutingTest {
    private static final String PLAIN = "run.metadata: {tier: none, region: us}";

    private static final Bound GOLD = new Bound("filter:gold", line(8), "run.metadata.tier == \"gold\"");

    private final Routing desk = Cases.desk();

    @Test
    void theFirstRuleThatMatchesRoutesTheStep() {
        var decision = Cases.routed(desk.route(Cases.facts("{step.task: classify, " + PLAIN + "}"), Cases.NONE));

        assertThat(decision.rule()).isEqualTo("classify");
        assertThat(decision.taken().place()).hasToString("routing.yaml:12:5");
        assertThat(decision.taken().when()).isEqualTo("step.task == \"classify\"");
        assertThat(decision.policy()).isEqualTo(desk.revision());
        assertThat(Cases.names(decision.candidates())).containsExactly("openai/gpt-5-mini", "anthropic/claude-haiku");
        assertThat(decision.passed())
                .containsExactly(
                        new Passed("personal", line(10), "\"pii\" in step.labels", "its condition does not hold"),
                        new Passed("region", line(11), "run.metadata.region == \"eu\"", "its condition does not hold"));
        assertThat(decision.bound()).isEmpty();
        assertThat(decision.dropped()).isEmpty();
        assertThat(decision.tools()).isEmpty();
    }

    @Test
    void theLastRuleTakesWhatIsLeftAndNamesItsTools() {
        var decision = Cases.routed(desk.route(Cases.facts("{step.task: chat, " + PLAIN + "}"), Cases.NONE));

        assertThat(decision.rule()).isEqualTo("default");
        assertThat(decision.taken().when()).isEmpty();
        assertThat(decision.tools()).containsExactly("retail", "knowledge.search");
    }

    @Test
    void aConditionThatErrsIsNoMatchAndIsKept() {
        var decision = Cases.routed(desk.route(Cases.facts("{run.metadata: {tier: none}}"), Cases.NONE));

        assertThat(decision.rule()).isEqualTo("default");
        assertThat(decision.passed())
                .filteredOn(passed -> passed.rule().equals("region"))
                .singleElement()
                .satisfies(passed -> assertThat(passed.reason())
                        .startsWith("its condition could not be decided: ")
                        .contains("region"));
    }

    @Test
    void aFilterThatNobodyCanDecideBinds() {
        var decision = Cases.routed(desk.route(Cases.facts("{step.task: classify}"), Cases.NONE));

        assertThat(decision.rule()).isEqualTo("default");
        assertThat(Cases.names(decision.candidates())).containsExactly("anthropic/claude-opus", "openai/gpt-5");
        assertThat(decision.bound()).containsExactly(GOLD);
        assertThat(decision.passed().getFirst().rule()).isEqualTo("filter:gold");
        assertThat(decision.passed().getFirst().place()).isEqualTo(GOLD.place());
        assertThat(decision.passed().getFirst().reason())
                .startsWith("its condition could not be decided, so it binds: ");
        assertThat(decision.dropped())
                .contains(new Dropped(new ModelName("openai/gpt-5-mini"), "classify", "filter:gold", "only strong is allowed"));
    }

    @Test
    void theLastCallDecidesOnceThereIsOne() {
        var facts = Cases.facts("{step.last_call: {tool: retail.x, effect: {class: write}}, " + PLAIN + "}");

        var decision = Cases.routed(desk.route(facts, Cases.NONE));

        assertThat(decision.rule()).isEqualTo("after-a-write");
    }

    @Test
    void aRuleWhoseModelsAreAllDroppedIsPassed() {
        Obstacles noMini = model -> model.value().contains("openai/") ? "no key" : null;
        var facts = Cases.facts("{step.last_call: {tool: retail.x, effect: {class: write}}, " + PLAIN + "}");

        var decision = Cases.routed(desk.route(facts, noMini));

        assertThat(decision.rule()).isEqualTo("default");
        assertThat(Cases.names(decision.candidates())).containsExactly("anthropic/claude-opus");
        assertThat(decision.dropped())
                .contains(new Dropped(new ModelName("openai/gpt-5"), "after-a-write", "obstacle", "no key"))
                .contains(new Dropped(new ModelName("openai/gpt-5"), "default", "obstacle", "no key"));
        assertThat(decision.passed()).contains(new Passed(
                "after-a-write", line(13), "step.last_call.effect.class == \"write\"", "no candidate is left"));
    }

    @Test
    void withoutACandidateEveryFilterAndReasonIsNamed() {
        var facts = Cases.facts("{step.labels: [pii], run.metadata: {tier: gold, region: us}}");

        var decision = Cases.noRoute(desk.route(facts, Cases.NONE));

        assertThat(decision.bound())
                .containsExactly(new Bound("filter:personal-data-stays-home", line(7), "\"pii\" in step.labels"), GOLD);
        assertThat(decision.reason().lines())
                .contains(
                        "rule 'personal': ollama/qwen3 dropped by filter:gold: only strong is allowed",
                        "rule 'default': openai/gpt-5 dropped by filter:personal-data-stays-home: only private is allowed",
                        "rule 'personal': no candidate is left",
                        "rule 'classify': its condition does not hold");
    }

    @Test
    void whatACallerReadsHoldsNoConditionAndNoLineOfTheFile() {
        var facts = Cases.facts("{step.labels: [pii], run.metadata: {tier: gold, region: us}}");

        var decision = Cases.noRoute(desk.route(facts, Cases.NONE));

        assertThat(decision.reason()).doesNotContain("step.", "run.", "routing.yaml");
    }

    @Test
    void anObstacleIsAskedForAModelThatTheFiltersLeave() {
        var asked = new ArrayList<ModelName>();
        Obstacles listening = model -> {
            asked.add(model);
            return null;
        };

        desk.route(Cases.facts("{step.labels: [pii], run.metadata: {tier: none}}"), listening);

        assertThat(asked).containsExactly(new ModelName("ollama/qwen3"));
    }

    @Test
    void aCandidateCarriesThePriceOfTheStepsInput() {
        var facts = Cases.facts("{step.task: classify, step.tokens: 1000, " + PLAIN + "}");

        var decision = Cases.routed(desk.route(facts, Cases.NONE));

        assertThat(decision.candidates().stream().map(RouteDecision.Candidate::estimate))
                .containsExactly(250_000L, 1_000_000L);
    }

    @Test
    void whatFailuresNameIsFilteredAsWell() {
        var decision = Cases.routed(
                desk.route(Cases.facts("{run.metadata: {tier: gold, region: us}}"), Cases.NONE));

        assertThat(decision.rule()).isEqualTo("default");
        assertThat(decision.instead(FailureKind.SLOW)).isEmpty();
        assertThat(decision.dropped())
                .contains(
                        new Dropped(new ModelName("anthropic/claude-haiku"), "failures.slow", "filter:gold", "only strong is allowed"),
                        new Dropped(new ModelName("openai/gpt-5-mini"), "failures.over-budget", "filter:gold", "only strong is allowed"));
    }

    @Test
    void aGroupOrModelThatACallerAsksForIsFilteredToo() {
        var personal = Cases.facts("{step.labels: [pii], run.metadata: {tier: none}}");
        var plain = Cases.facts("{" + PLAIN + "}");

        assertThat(Cases.noRoute(desk.routeTo("strong", personal, Cases.NONE)).reason())
                .contains("rule 'asked:strong': anthropic/claude-opus dropped by filter:personal-data-stays-home");
        assertThat(Cases.names(Cases.routed(desk.routeTo("strong", plain, Cases.NONE)).candidates()))
                .containsExactly("anthropic/claude-opus", "openai/gpt-5");
        assertThat(Cases.names(Cases.routed(desk.routeTo("azure/gpt", plain, Cases.NONE)).candidates()))
                .containsExactly("azure/gpt");
        assertThat(Cases.noRoute(desk.routeTo("huge", plain, Cases.NONE)).passed())
                .containsExactly(new Passed("asked:huge", new Place("routing.yaml", 1, 1), "", "there is no group and no model of that name"));
    }

    @Test
    void theRestOfTheFileIsReadAsWritten() {
        assertThat(desk.name()).isEqualTo("support-desk");
        assertThat(desk.groups().keySet()).containsExactly("small", "strong", "private");
        assertThat(desk.switching()).isEqualTo(Switching.ASK);
        assertThat(desk.money()).isEqualTo(new MoneyLimits(Cost.parse("0.50"), Cost.parse("40")));
        assertThat(desk.failures().unavailable()).isEqualTo(new Failures.Next());
        assertThat(desk.failures().slowAfter()).isEqualTo(Duration.ofSeconds(6));
        assertThat(desk.failures().slow())
                .isEqualTo(new Failures.Use(
                        "small", List.of(new ModelName("openai/gpt-5-mini"), new ModelName("anthropic/claude-haiku"))));
        assertThat(desk.failures().refused()).isEqualTo(new Failures.Stop());
    }

    @Test
    void whatIsNotWrittenHasItsDefault() {
        var bare = Cases.routing("{policy: bare, rules: [{name: all, use: openai/gpt-5}]}");

        assertThat(bare.failures()).isEqualTo(Failures.UNWRITTEN);
        assertThat(bare.failures().unavailable()).isEqualTo(new Failures.Next());
        assertThat(bare.failures().slow()).isEqualTo(new Failures.Stop());
        assertThat(bare.failures().refused()).isEqualTo(new Failures.Stop());
        assertThat(bare.failures().unfit()).isEqualTo(new Failures.Next());
        assertThat(bare.failures().overBudget()).isEqualTo(new Failures.Stop());
        assertThat(bare.switching()).isEqualTo(Switching.FORBID);
        assertThat(bare.money()).isEqualTo(MoneyLimits.NONE);
    }

    @Test
    void aRuleMaySayItselfHowLongItsModelsMayTake() {
        var rules = """
                policy: times
                rules:
                  - {name: classify, when: 'step.task == "classify"', use: openai/gpt-5-mini, timeouts: {total: 800ms}}
                  - {name: default, use: openai/gpt-5}
                """;
        var timed = Cases.routing(rules + "failures: {slow: {after: 6s, use: next}}\n");
        var untimed = Cases.routing(rules);

        assertThat(slowAfter(timed, "{step.task: classify}")).isEqualTo(Duration.ofMillis(800));
        assertThat(slowAfter(timed, "{}")).isEqualTo(Duration.ofSeconds(6));
        assertThat(timed.slowAfter(Cases.routed(timed.routeTo("openai/gpt-5-mini", Cases.facts("{}"), Cases.NONE))))
                .as("asked for by name, by no rule")
                .isEqualTo(Duration.ofSeconds(6));
        assertThat(slowAfter(untimed, "{step.task: classify}")).isEqualTo(Duration.ofMillis(800));
        assertThat(slowAfter(untimed, "{}")).isNull();
    }

    private static @Nullable Duration slowAfter(Routing routing, String facts) {
        return routing.slowAfter(Cases.routed(routing.route(Cases.facts(facts), Cases.NONE)));
    }

    @Test
    void theRevisionFollowsTheTextAndTheModels() {
        var one = "{policy: bare, rules: [{name: all, use: openai/gpt-5}]}";

        assertThat(Cases.routing(one).revision()).isEqualTo(Cases.routing(one).revision()).startsWith("sha256:");
        assertThat(Cases.routing(one + "\n").revision()).isNotEqualTo(Cases.routing(one).revision());
    }

    /// Where an entry of a list stands in that line.
    private static Place line(int line) {
        return new Place("routing.yaml", line, 5);
    }
}
