package signalbox.app.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import signalbox.app.explain.ExplainedLines.Line;
import signalbox.host.ledger.Explained;
import tools.jackson.databind.JsonNode;

/// Why a step went to its models: the filters that bound it, each rule that was passed, and the one that took it, all
/// with their line in `routing.yaml`, their condition, and the models they lost.
final class RouteLines {
    private static final String ASKED = "asked:";

    private final JsonNode decision;
    private final JsonNode considered;
    private final JsonNode facts;
    private final List<Line> lines = new ArrayList<>();

    private RouteLines(Explained.Route route) {
        decision = route.decision();
        considered = decision.path("considered");
        facts = route.facts();
    }

    static List<Line> of(Explained.Route route) {
        var lines = new RouteLines(route);
        lines.filters();
        lines.passed();
        lines.taken(route.rule());
        lines.instead();
        return List.copyOf(lines.lines);
    }

    private void filters() {
        for (var bound : considered.path("bound")) {
            var by = bound.path("filter").asString("");
            var undecided = undecided(by);
            add("filter", "'" + by.substring(by.indexOf(':') + 1) + "'" + at(bound) + (undecided.isEmpty() ? " binds" : ": " + undecided));
            condition(bound.path("when").asString(""), undecided.isEmpty() ? "holds" : "");
        }
    }

    /// Why nobody can tell whether the filter applies; empty where it does.
    private String undecided(String filter) {
        return considered.path("passed").valueStream()
                .filter(pass -> pass.path("rule").asString("").equals(filter))
                .map(pass -> pass.path("reason").asString(""))
                .findFirst()
                .orElse("");
    }

    private void passed() {
        for (var pass : considered.path("passed")) {
            var rule = pass.path("rule").asString("");
            if (!isFilter(rule)) {
                add("passed", at(rule, pass) + ": " + pass.path("reason").asString(""));
                condition(pass.path("when").asString(""), "");
                dropped(rule);
            }
        }
    }

    private boolean isFilter(String name) {
        return considered.path("bound").valueStream().anyMatch(bound -> bound.path("filter").asString("").equals(name));
    }

    private void taken(String rule) {
        if (rule.isEmpty()) {
            add("taken", named(rule));
            return;
        }
        var taken = decision.path("taken");
        var when = taken.path("when").asString("");
        boolean always = when.isEmpty() && taken.has("when") && !rule.startsWith(ASKED);
        add("taken", at(rule, taken) + (always ? ", which has no condition" : ""));
        condition(when, "holds");
        dropped(rule);
        add("models", models(decision.path("candidates")));
    }

    /// The models that `failures` would have used, had they not been dropped.
    private void instead() {
        for (var entry : decision.path("instead").propertyNames()) {
            dropped("failures." + entry.toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    private void dropped(String rule) {
        for (var drop : considered.path("dropped")) {
            if (drop.path("rule").asString("").equals(rule)) {
                var where = rule.startsWith("failures.") ? " of " + rule : "";
                add("dropped", model(drop) + where + " by " + drop.path("by").asString("") + ": " + drop.path("reason").asString(""));
            }
        }
    }

    private void condition(String when, String verdict) {
        if (!when.isEmpty()) {
            var read = ReadFacts.of(when, facts);
            add("", when + (verdict.isEmpty() ? "" : "   " + verdict) + (read.isEmpty() ? "" : "   (" + read + ")"));
        }
    }

    /// The rule in a sentence.
    static String named(String rule) {
        if (rule.isEmpty()) {
            return "by no rule: no model was left to ask";
        }
        return rule.startsWith(ASKED)
                ? "'" + rule.substring(ASKED.length()) + "', which the caller asked for by name"
                : "rule '" + rule + "'";
    }

    /// A model that was asked for by name has no line in the rules.
    private static String at(String rule, JsonNode entry) {
        return named(rule) + (rule.startsWith(ASKED) ? "" : at(entry));
    }

    private static String at(JsonNode entry) {
        var place = entry.path("place").asString("");
        return place.isEmpty() ? "" : " at " + place;
    }

    private static String models(JsonNode candidates) {
        return String.join(", then ", candidates.valueStream().map(RouteLines::model).toList());
    }

    private static String model(JsonNode entry) {
        var loss = entry.path("loss").asString("");
        return entry.path("model").asString("") + (loss.isEmpty() ? "" : " (" + loss + ")");
    }

    private void add(String label, String text) {
        lines.add(new Line(label, text));
    }
}
