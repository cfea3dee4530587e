package signalbox.policy.fact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.policy.routing.Cases;

class FactsTest {
    private static final String GIVEN = """
            run.caller: agent:triage-bot
            run.task: support
            run.labels: [pii]
            run.metadata: {ticket: T-1}
            run.session: s1
            run.budget_left: 0.25
            run.seconds_left: 30
            step.index: 2
            step.after: tool-error
            step.kind: act
            step.task: classify
            step.task_confidence: 0.75
            step.complexity: 0.5
            step.tokens: 900
            step.labels: [reads-private]
            step.tools: [{name: retail.get_order_details, version: 2.1.0, effect: {class: read}, labels: [a]}]
            step.last_call: {tool: retail.cancel_pending_order, version: 1.0.0, effect: {class: write}}
            step.wants: [json-schema]
            step.last_model: openai/gpt-5
            step.failures: 3
            """;

    @ParameterizedTest
    @ValueSource(strings = {
        "run.caller == 'agent:triage-bot' && run.task == 'support' && run.session == 's1'",
        "run.labels == ['pii'] && run.metadata.ticket == 'T-1' && 'ticket' in run.metadata",
        "run.budget_left == 0.25 && run.budget_left < 1 && run.seconds_left > 29",
        "step.index == 2 && step.after == 'tool-error' && step.kind == 'act' && step.task == 'classify'",
        "step.task_confidence > 0.7 && step.complexity <= 0.5 && step.tokens < 8000",
        "'pii' in step.labels && 'reads-private' in step.labels && size(step.labels) == 2",
        "step.tools.exists(t, t.name.startsWith('retail.') && t.effect.class == 'read' && 'a' in t.labels)",
        "step.tools.all(t, t.version == '2.1.0')",
        "step.last_call.tool == 'retail.cancel_pending_order' && step.last_call.version == '1.0.0'",
        "step.last_call.effect.class == 'write' && has(step.last_call.tool)",
        "'json-schema' in step.wants && step.last_model.startsWith('openai/') && step.failures >= 3"
    })
    void everyFactCanBeUsedInACondition(String condition) {
        var routing = Cases.routing("""
                policy: facts
                rules: [{name: it, when: "%s", use: openai/gpt-5}]
                """.formatted(condition));

        var decision = routing.route(Cases.facts(GIVEN), Cases.NONE);

        assertThat(Cases.routed(decision).rule()).isEqualTo("it");
    }

    @Test
    void everyDeclaredFactHasAValue() {
        var lookup = new FactLookup(Cases.facts("{}"));

        assertThat(FactKind.FACTS.keySet()).hasSize(20).allSatisfy(name -> assertThat(lookup.apply(name)).isNotNull());
    }

    @Test
    void beforeTheFirstCallThereIsNoLastCall() {
        var routing = Cases.routing("""
                policy: facts
                rules: [{name: it, when: '!has(step.last_call.tool)', use: openai/gpt-5}]
                """);

        assertThat(Cases.routed(routing.route(Cases.facts("{}"), Cases.NONE)).rule()).isEqualTo("it");
    }
}
