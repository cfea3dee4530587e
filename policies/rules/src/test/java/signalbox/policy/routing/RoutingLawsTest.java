package signalbox.policy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.fact.Facts;
import signalbox.policy.routing.RouteDecision.Candidate;

/// What holds for every policy and every step: tried on random ones, from a printed seed.
class RoutingLawsTest {
    private static final long SEED = 20_261_123;
    private static final int POLICIES = 150;
    private static final int STEPS = 8;
    private static final List<String> TASKS = List.of("classify", "chat", "refund");
    private static final List<String> LABELS = List.of("pii", "money", "none");

    private interface Law {
        void holds(RandomPolicy policy, Routing routing, RandomStep step);
    }

    /// Where the text says which task or label its filters and rules ask for, so that the law needs no CEL.
    private record Filter(String label, String only) {}

    private record Rule(String task, String use) {}

    private record RandomPolicy(List<List<String>> groups, List<Filter> filters, List<Rule> rules, String slow) {
        static RandomPolicy from(Random random) {
            var all = Cases.MODELS.models().keySet().stream().map(ModelName::value).toList();
            var groups = new ArrayList<List<String>>();
            for (int i = 0; i < 4; i++) {
                var models = new LinkedHashSet<String>();
                for (int j = 0; j <= random.nextInt(4); j++) {
                    models.add(all.get(random.nextInt(all.size())));
                }
                groups.add(List.copyOf(models));
            }
            var filters = new ArrayList<Filter>();
            for (int i = 0; i < random.nextInt(3); i++) {
                filters.add(new Filter(LABELS.get(random.nextInt(3)), "g" + random.nextInt(4)));
            }
            var rules = new ArrayList<Rule>();
            for (int i = 0; i <= random.nextInt(6); i++) {
                rules.add(new Rule(random.nextBoolean() ? "" : TASKS.get(random.nextInt(3)), "g" + random.nextInt(4)));
            }
            return new RandomPolicy(groups, filters, rules, "g" + random.nextInt(4));
        }

        List<String> models(String group) {
            return groups.get(Integer.parseInt(group.substring(1)));
        }

        String text() {
            var text = new StringBuilder("policy: random\ngroups:\n");
            for (int i = 0; i < groups.size(); i++) {
                text.append("  g").append(i).append(": [").append(String.join(", ", groups.get(i))).append("]\n");
            }
            text.append("filters:").append(filters.isEmpty() ? " []\n" : "\n");
            for (int i = 0; i < filters.size(); i++) {
                text.append("  - {name: f%d, when: '\"%s\" in step.labels', only: %s}\n"
                        .formatted(i, filters.get(i).label, filters.get(i).only));
            }
            text.append("rules:\n");
            for (int i = 0; i < rules.size(); i++) {
                var when = rules.get(i).task.isEmpty() ? "" : ", when: 'step.task == \"" + rules.get(i).task + "\"'";
                text.append("  - {name: r%d%s, use: %s}\n".formatted(i, when, rules.get(i).use));
            }
            return text.append("failures: {slow: {after: 1s, use: ").append(slow).append("}}\n").toString();
        }
    }

    private record RandomStep(String task, Set<String> labels, Set<String> away) {
        static RandomStep from(Random random) {
            var labels = new LinkedHashSet<String>();
            var away = new LinkedHashSet<String>();
            LABELS.stream().filter(_ -> random.nextInt(3) == 0).forEach(labels::add);
            Cases.MODELS.models().keySet().stream()
                    .filter(_ -> random.nextInt(3) == 0)
                    .forEach(model -> away.add(model.value()));
            return new RandomStep(TASKS.get(random.nextInt(3)), labels, away);
        }

        Facts facts() {
            return Cases.facts("{step.task: " + task + ", step.labels: [" + String.join(", ", labels) + "]}");
        }

        Obstacles obstacles() {
            return model -> away.contains(model.value()) ? "away" : null;
        }

        boolean mayTake(RandomPolicy policy, String model) {
            return !away.contains(model)
                    && policy.filters().stream()
                            .filter(filter -> labels.contains(filter.label))
                            .allMatch(filter -> policy.models(filter.only).contains(model));
        }
    }

    @Test
    void routingIsDeterministic() {
        check((policy, routing, step) -> assertThat(Cases.routing(policy.text()).route(step.facts(), step.obstacles()))
                .isEqualTo(routing.route(step.facts(), step.obstacles())));
    }

    @Test
    void noCandidateStandsOutsideABindingFilter() {
        check((policy, routing, step) -> {
            var reached = new ArrayList<Candidate>();
            for (var decision : List.of(
                    routing.route(step.facts(), step.obstacles()),
                    routing.routeTo("g0", step.facts(), step.obstacles()))) {
                if (decision instanceof RouteDecision.Routed routed) {
                    reached.addAll(routed.candidates());
                    reached.addAll(routed.instead(FailureKind.SLOW));
                    reached.addAll(routing.chain(routed).after(FailureKind.SLOW).left());
                    reached.addAll(routing.chain(routed).after(FailureKind.UNAVAILABLE).left());
                }
            }

            assertThat(Cases.names(reached)).allMatch(model -> step.mayTake(policy, model));
        });
    }

    @Test
    void theFirstRuleWithCandidatesGivesThemInWrittenOrder() {
        check((policy, routing, step) -> {
            var expected = policy.rules().stream()
                    .filter(rule -> rule.task.isEmpty() || rule.task.equals(step.task))
                    .map(rule -> policy.models(rule.use).stream().filter(model -> step.mayTake(policy, model)).toList())
                    .filter(models -> !models.isEmpty())
                    .findFirst();

            var decision = routing.route(step.facts(), step.obstacles());

            var got = decision instanceof RouteDecision.Routed routed ? Cases.names(routed.candidates()) : List.<String>of();
            assertThat(got).isEqualTo(expected.orElse(List.of()));
        });
    }

    @Test
    void everyModelOfATriedRuleIsACandidateOrDroppedWithAReason() {
        check((policy, routing, step) -> {
            if (routing.route(step.facts(), step.obstacles()) instanceof RouteDecision.Routed routed) {
                var dropped = routed.dropped().stream()
                        .filter(drop -> drop.rule().equals(routed.rule()))
                        .map(drop -> drop.model().value())
                        .toList();
                var rule = policy.rules().get(Integer.parseInt(routed.rule().substring(1)));
                var told = new ArrayList<>(Cases.names(routed.candidates()));
                told.addAll(dropped);

                assertThat(told).containsAll(policy.models(rule.use)).hasSizeGreaterThanOrEqualTo(1);
            }
        });
    }

    @Test
    void aChainEndsAndTriesNoModelTwice() {
        var random = new Random(SEED);
        var failures = List.of(FailureKind.values());
        check((_, routing, step) -> {
            if (routing.route(step.facts(), step.obstacles()) instanceof RouteDecision.Routed routed) {
                var tried = new ArrayList<ModelName>();
                for (var chain = routing.chain(routed); !chain.isEmpty(); ) {
                    tried.add(chain.current().model());
                    chain = chain.after(failures.get(random.nextInt(failures.size())));
                }

                assertThat(tried).doesNotHaveDuplicates();
            }
        });
    }

    private static void check(Law law) {
        var random = new Random(SEED);
        for (int i = 0; i < POLICIES; i++) {
            var policy = RandomPolicy.from(random);
            var routing = Cases.routing(policy.text());
            for (int j = 0; j < STEPS; j++) {
                var step = RandomStep.from(random);
                try {
                    law.holds(policy, routing, step);
                } catch (AssertionError broken) {
                    throw new AssertionError("seed " + SEED + ", " + step + "\n" + policy.text(), broken);
                }
            }
        }
    }
}
