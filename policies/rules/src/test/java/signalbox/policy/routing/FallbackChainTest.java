package signalbox.policy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FallbackChainTest {
    private static final String POLICY = """
            policy: chain
            groups:
              first: [openai/gpt-5, anthropic/claude-opus, google/gemini-flash]
              small: [openai/gpt-5-mini, anthropic/claude-opus, ollama/qwen3]
            rules:
              - {name: all, use: first}
            failures: {unavailable: next, slow: {after: 500ms, use: small}, refused: stop, over-budget: {use: ollama/qwen3}}
            """;

    private final FallbackChain start = chain(POLICY);

    @Test
    void anUnavailableModelIsFollowedByTheNextOfTheList() {
        assertThat(walked(start, FailureKind.UNAVAILABLE))
                .containsExactly("openai/gpt-5", "anthropic/claude-opus", "google/gemini-flash");
    }

    @Test
    void aSlowModelIsFollowedByTheGroupThatFailuresName() {
        var after = start.after(FailureKind.SLOW);

        assertThat(Cases.names(after.left()))
                .containsExactly("openai/gpt-5-mini", "anthropic/claude-opus", "ollama/qwen3");
        assertThat(Cases.names(after.after(FailureKind.UNAVAILABLE).left()))
                .containsExactly("anthropic/claude-opus", "ollama/qwen3");
    }

    @Test
    void noModelIsTriedTwice() {
        var after = start.after(FailureKind.UNAVAILABLE).after(FailureKind.SLOW);

        assertThat(after.tried().stream().map(Object::toString))
                .containsExactly("openai/gpt-5", "anthropic/claude-opus");
        assertThat(Cases.names(after.left())).containsExactly("openai/gpt-5-mini", "ollama/qwen3");
        assertThat(walked(after, FailureKind.SLOW)).containsExactly("openai/gpt-5-mini", "ollama/qwen3");
    }

    @Test
    void aRefusalEndsTheStep() {
        assertThat(start.after(FailureKind.REFUSED).isEmpty()).isTrue();
    }

    @Test
    void whatIsTooDearIsFollowedByTheModelThatFailuresName() {
        assertThat(Cases.names(start.alternatives(FailureKind.OVER_BUDGET))).containsExactly("ollama/qwen3");
        assertThat(start.after(FailureKind.OVER_BUDGET).after(FailureKind.OVER_BUDGET).isEmpty()).isTrue();
    }

    @Test
    void nextMayBeWrittenForEveryFailure() {
        var chain = chain("""
                policy: chain
                rules: [{name: all, use: group}]
                groups: {group: [openai/gpt-5, ollama/qwen3]}
                failures: {slow: {after: 2m, use: next}, refused: next, unfit: next, over-budget: next, unavailable: stop}
                """);

        assertThat(walked(chain, FailureKind.SLOW)).containsExactly("openai/gpt-5", "ollama/qwen3");
        assertThat(walked(chain, FailureKind.REFUSED)).containsExactly("openai/gpt-5", "ollama/qwen3");
        assertThat(walked(chain, FailureKind.OVER_BUDGET)).containsExactly("openai/gpt-5", "ollama/qwen3");
        assertThat(walked(chain, FailureKind.UNAVAILABLE)).containsExactly("openai/gpt-5");
    }

    private static FallbackChain chain(String policy) {
        var routing = Cases.routing(policy);
        return routing.chain(Cases.routed(routing.route(Cases.facts("{}"), Cases.NONE)));
    }

    private static List<String> walked(FallbackChain start, FailureKind failure) {
        var names = new ArrayList<String>();
        for (var chain = start; !chain.isEmpty(); chain = chain.after(failure)) {
            names.add(chain.current().model().value());
        }
        return names;
    }
}
