package signalbox.policy.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.json.Digest;
import signalbox.json.JsonPointers;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.condition.Condition;
import signalbox.policy.condition.Conditions;
import signalbox.policy.fact.FactKind;
import signalbox.policy.money.Cost;
import signalbox.policy.routing.RoutingFile.Filter;
import signalbox.policy.routing.RoutingFile.Rule;
import signalbox.source.Checked;
import signalbox.source.JsonSchema;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.JsonNode;

/// Reads `routing.yaml`: its form by the schema, then names and conditions, then its own tests.
final class RoutingReader {
    private static final JsonSchema SCHEMA = JsonSchema.resource("signalbox/schema/routing.schema.json");
    private static final Conditions CONDITIONS = Conditions.over(FactKind.types());

    private final YamlSource source;
    private final @Nullable ModelCatalogue models;
    private final List<Problem> problems = new ArrayList<>();
    private final TargetReader targets;

    /// @param models null where they are broken themselves: then nothing is said of a model
    RoutingReader(YamlSource source, @Nullable ModelCatalogue models) {
        this.source = source;
        this.models = models;
        this.targets = new TargetReader(source, models, problems);
    }

    Checked<Routing> read() {
        if (models == null) {
            throw new IllegalStateException("a routing cannot be made without models");
        }
        problems.addAll(SCHEMA.check(source));
        var file = file();
        var tests = new RoutingTests(source, problems);
        tests.check();
        if (problems.stream().anyMatch(Problem::isError)) {
            return new Checked.Broken<>(Problem.sorted(problems));
        }
        var routing = new Routing(file, models);
        tests.run(routing);
        return Checked.of(problems, () -> routing);
    }

    List<Problem> errorsWhateverTheModels() {
        problems.addAll(SCHEMA.check(source));
        file();
        new RoutingTests(source, problems).check();
        return problems.stream().filter(Problem::isError).toList();
    }

    private RoutingFile file() {
        var failures = new FailuresReader(source, targets, problems);
        return new RoutingFile(
                new RoutingFile.Title(
                        source.place("").file(),
                        source.tree().path("policy").asString(""),
                        Digest.sha256(source.text() + "\n" + models)),
                targets.groups(),
                filters(),
                rules(),
                failures.read(),
                failures.instead(),
                switching(),
                new MoneyLimits(usd("run"), usd("caller-day")));
    }

    private List<Filter> filters() {
        var filters = new ArrayList<Filter>();
        var names = new HashSet<String>();
        var list = source.tree().path("filters");
        for (int i = 0; i < list.size(); i++) {
            var pointer = JsonPointers.child("/filters", i);
            var name = name(pointer, list.path(i), "filter", names);
            var when = when(pointer, list.path(i));
            var only = targets.target(JsonPointers.child(pointer, "only"), list.path(i).path("only"));
            if (only != null) {
                filters.add(Filter.of(name, source.place(pointer), when, only));
            }
        }
        return filters;
    }

    private List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        var names = new HashSet<String>();
        var always = "";
        var list = source.tree().path("rules");
        for (int i = 0; i < list.size(); i++) {
            var pointer = JsonPointers.child("/rules", i);
            var name = name(pointer, list.path(i), "rule", names);
            var when = when(pointer, list.path(i));
            var use = targets.target(JsonPointers.child(pointer, "use"), list.path(i).path("use"));
            if (!always.isEmpty()) {
                problems.add(source.warning(
                        pointer,
                        "rule '" + name + "' comes after '" + always + "', which always matches",
                        "it is reached only when no model of '" + always + "' is left"));
            } else if (!list.path(i).has("when")) {
                always = name;
            }
            if (use != null) {
                rules.add(new Rule(
                        name, source.place(pointer), when, use, tools(list.path(i)), terms(pointer, list.path(i))));
            }
        }
        return rules;
    }

    private String name(String pointer, JsonNode node, String what, Set<String> names) {
        var name = node.path("name").asString("");
        if (!name.isEmpty() && !names.add(name)) {
            problems.add(source.error(
                    JsonPointers.child(pointer, "name"), "there is another " + what + " '" + name + "'", "give each its own name"));
        }
        return name;
    }

    private static List<String> tools(JsonNode rule) {
        return rule.path("tools").valueStream().map(tool -> tool.asString("")).toList();
    }

    private RoutingFile.Terms terms(String pointer, JsonNode rule) {
        return new RoutingFile.Terms(
                FailuresReader.duration(rule.path("timeouts").path("total").asString("")),
                new ExpectationReader(source, problems).read(pointer, rule),
                targets.target(JsonPointers.child(pointer, "otherwise"), rule.path("otherwise")));
    }

    private @Nullable Condition when(String pointer, JsonNode node) {
        var when = node.path("when");
        if (!when.isString()) {
            return null;
        }
        var at = JsonPointers.child(pointer, "when");
        var text = when.stringValue();
        return CONDITIONS
                .compile(text, (offset, message, hint) ->
                        source.errorInside(at, text.codePointCount(0, offset), message, hint))
                .fold(condition -> condition, found -> {
                    problems.addAll(found);
                    return null;
                });
    }

    private Switching switching() {
        var word = source.tree().path("switching").path("lossy").asString("");
        for (var switching : Switching.values()) {
            if (switching.word().equals(word)) {
                return switching;
            }
        }
        return Switching.FORBID;
    }

    private @Nullable Cost usd(String key) {
        var node = source.tree().path("money").path(key);
        if (!node.isNumber()) {
            return null;
        }
        try {
            return Cost.parse(node.decimalValue().toPlainString());
        } catch (IllegalArgumentException e) {
            problems.add(source.error("/money/" + key, String.valueOf(e.getMessage()), "USD, such as 0.50"));
            return null;
        }
    }
}
