package signalbox.policy.routing;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.fact.Facts;
import signalbox.policy.fact.GivenFacts;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// How long one routing decision takes.
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RoutingBenchmark {
    private static final String MODELS = """
            providers:
              near: {wire: openai-chat, url: 'http://127.0.0.1:1'}
              far:  {wire: openai-chat, url: 'http://127.0.0.1:2'}
            models:
              near/small: {price: {input: 1, output: 2}}
              near/large: {price: {input: 3, output: 6}}
              far/small:  {price: {input: 1, output: 2}}
              far/large:  {price: {input: 3, output: 6}}
            """;
    private static final String GROUPS = """
            policy: bench
            groups:
              gone: [far/small, far/large]
              here: [near/small, near/large]
            rules:
            """;
    private static final Obstacles FAR = model -> model.value().startsWith("far/") ? "no key" : null;

    /// The worst case of a policy with a `when` in every tenth rule: nine tenths name models that are dropped, then the
    /// first `when` is reached, holds and takes the step.
    @State(Scope.Benchmark)
    public static class Rules {
        @Param({"10", "100", "1000"})
        int rules;

        Routing routing;
        Facts facts;

        @Setup
        public void read() {
            var text = new StringBuilder(GROUPS);
            for (int i = 0; i < rules; i++) {
                text.append(i < rules - rules / 10
                        ? "  - {name: r%d, use: gone}\n".formatted(i)
                        : "  - {name: r%d, when: 'step.task == \"classify\"', use: here}\n".formatted(i));
            }
            routing = routing(text.toString());
            facts = classify();
        }
    }

    /// Conditions that are reached and do not hold, before a rule without one.
    @State(Scope.Benchmark)
    public static class Whens {
        @Param({"0", "1", "2", "5", "10"})
        int whens;

        Routing routing;
        Facts facts;

        @Setup
        public void read() {
            var text = new StringBuilder(GROUPS);
            for (int i = 0; i < whens; i++) {
                text.append("  - {name: w%d, when: 'step.after == \"tool-result\" && step.tokens < %d', use: here}\n"
                        .formatted(i, 8000 + i));
            }
            text.append("  - {name: last, use: here}\n");
            routing = routing(text.toString());
            facts = classify();
        }
    }

    @Benchmark
    public RouteDecision rules(Rules state) {
        return state.routing.route(state.facts, FAR);
    }

    @Benchmark
    public RouteDecision whens(Whens state) {
        return state.routing.route(state.facts, FAR);
    }

    private static Routing routing(String text) {
        var models = sound(ModelCatalogue.read(sound(YamlSource.parse("models.yaml", MODELS))));
        return sound(Routing.read(sound(YamlSource.parse("routing.yaml", text)), models));
    }

    private static Facts classify() {
        var source = sound(YamlSource.parse("facts.yaml", "{step.task: classify, step.after: tool-result, step.tokens: 9000000}"));
        return new GivenFacts(source.tree()).facts();
    }

    private static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new IllegalStateException(Problem.rendered(problems));
        });
    }
}
