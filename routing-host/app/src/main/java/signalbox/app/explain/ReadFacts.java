package signalbox.app.explain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The facts that a condition of `routing.yaml` reads, with the values they had.
final class ReadFacts {
    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final Pattern NAME = Pattern.compile("\\b(run|step)\\.([a-z_]+)(\\.[A-Za-z_][A-Za-z0-9_]*)?");
    private static final Pattern WORD = Pattern.compile("_(.)");
    private static final List<String> TOOLS = List.of("step", "tools");
    private static final List<String> GROUPS = List.of("signals", "input", "past");
    private static final int LONGEST = 120;

    private ReadFacts() {}

    /// Such as `step.after is "user"`; empty where it reads none.
    static String of(String when, JsonNode facts) {
        var read = new StringJoiner(", ");
        var seen = new LinkedHashSet<List<String>>();
        NAME.matcher(TEXT.matcher(when).replaceAll("")).results().map(ReadFacts::path).forEach(seen::add);
        for (var path : seen) {
            read.add(String.join(".", path) + " is " + value(path, facts));
        }
        return read.toString();
    }

    /// Of `run.metadata` the fact is one entry; of every other name it is the whole value.
    private static List<String> path(MatchResult name) {
        var deeper = name.group(3);
        return deeper != null && name.group(2).equals("metadata")
                ? List.of(name.group(1), name.group(2), deeper.substring(1))
                : List.of(name.group(1), name.group(2));
    }

    private static String value(List<String> path, JsonNode facts) {
        var node = fact(facts.path(path.get(0)), kept(path.get(1)));
        for (var deeper : path.subList(2, path.size())) {
            node = node.path(deeper);
        }
        if (node.isMissingNode() || node.isNull()) {
            return "not there";
        }
        if (path.equals(TOOLS)) {
            return node.size() + " tools";
        }
        var text = node.has("version") ? tool(node) : node.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /// A fact of a run or a step; the ledger keeps some of a step's facts in groups.
    private static JsonNode fact(JsonNode facts, String name) {
        for (var group : GROUPS) {
            if (facts.path(group).has(name)) {
                return facts.path(group).path(name);
            }
        }
        return facts.path(name);
    }

    private static String tool(JsonNode call) {
        return call.path("name").asString("") + "@" + call.path("version").asString("") + " ("
                + call.path("effectClass").asString("") + ")";
    }

    /// The ledger keeps `budget_left` as `budgetLeft`.
    private static String kept(String fact) {
        return WORD.matcher(fact).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }
}
