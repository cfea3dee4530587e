package signalbox.policy.routing;

import java.util.List;
import signalbox.json.JsonPointers;
import signalbox.policy.fact.FactKind;
import signalbox.policy.fact.GivenFacts;
import signalbox.policy.routing.RouteDecision.NoRoute;
import signalbox.policy.routing.RouteDecision.Routed;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.JsonNode;

/// The `tests` of a policy file, run against it whenever it is loaded.
final class RoutingTests {
    private final YamlSource source;
    private final List<Problem> problems;
    private final JsonNode tests;

    RoutingTests(YamlSource source, List<Problem> problems) {
        this.source = source;
        this.problems = problems;
        this.tests = source.tree().path("tests");
    }

    /// Whether the facts they name exist and have values of their kind.
    void check() {
        for (int i = 0; i < tests.size(); i++) {
            var given = JsonPointers.child(JsonPointers.child("/tests", i), "given");
            tests.path(i).path("given").forEachEntry((name, value) -> checkFact(JsonPointers.child(given, name), name, value));
        }
    }

    private void checkFact(String pointer, String name, JsonNode value) {
        var kind = FactKind.FACTS.get(name);
        if (kind == null) {
            problems.add(source.errorAtKey(
                    pointer, "unknown fact '" + name + "'", "facts: " + String.join(", ", FactKind.FACTS.keySet())));
        } else if (!kind.fits(value)) {
            problems.add(source.error(pointer, "'" + name + "' must be " + kind.words(), ""));
        }
    }

    void run(Routing routing) {
        for (int i = 0; i < tests.size(); i++) {
            var test = tests.path(i);
            var decision = routing.route(new GivenFacts(test.path("given")).facts(), _ -> null);
            var expect = JsonPointers.child(JsonPointers.child("/tests", i), "expect");
            compare(expect, test.path("expect"), "rule", rule(decision));
            compare(expect, test.path("expect"), "models", models(decision).toString());
        }
    }

    private void compare(String expect, JsonNode wanted, String key, String got) {
        if (!wanted.has(key)) {
            return;
        }
        var node = wanted.path(key);
        var want = node.isArray() ? node.valueStream().map(JsonNode::asString).toList().toString() : node.asString("");
        if (!want.equals(got)) {
            problems.add(source.error(
                    JsonPointers.child(expect, key),
                    "this test expects " + key + " " + want + ", and the policy gives " + (got.isEmpty() ? "none" : got),
                    "mend the rules or the test"));
        }
    }

    private static String rule(RouteDecision decision) {
        return switch (decision) {
            case Routed routed -> routed.rule();
            case NoRoute _ -> "";
        };
    }

    private static List<String> models(RouteDecision decision) {
        return switch (decision) {
            case Routed routed -> routed.candidates().stream().map(candidate -> candidate.model().value()).toList();
            case NoRoute _ -> List.of();
        };
    }
}
