package signalbox.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import signalbox.descriptor.ToolName;
import signalbox.policy.grant.Glob;
import signalbox.policy.grant.NameKind;
import signalbox.policy.grant.NearestNames;
import signalbox.policy.permission.Scopes;

/// Whether the scopes somebody writes for a new token reach anything that there is: a credential of misspelt scopes can do
/// nothing, and whoever holds it learns that late.
public final class ScopeCheck {
    private final Rulebook rules;

    public ScopeCheck(Rulebook rules) {
        this.rules = rules;
    }

    /// A sentence for each scope that is not one, that reaches nothing, or that reaches more than it seems to.
    public List<String> problems(Scopes scopes) {
        var problems = new ArrayList<String>();
        if (scopes.values().isEmpty()) {
            problems.add("no scope is written: write some " + Scopes.EXAMPLES);
        }
        for (var scope : scopes.values()) {
            if (!Scopes.isValid(scope)) {
                problems.add("'" + scope + "' is not a scope: write one " + Scopes.EXAMPLES);
            } else if (scope.startsWith("tool:")) {
                checkTool(scope, problems);
            } else {
                for (var kind : NameKind.values()) {
                    if (scope.startsWith(kind.word() + ":")) {
                        checkName(kind, scope, problems);
                    }
                }
            }
        }
        return problems;
    }

    private void checkTool(String scope, List<String> problems) {
        var pattern = Scopes.toolPattern(scope);
        if (pattern == null) {
            return;
        }
        if (pattern.versions().hasEmptyAlternative()) {
            problems.add("'" + scope + "' reaches every version, since nothing is written "
                    + (scope.endsWith("@") ? "after '@': leave the '@' out" : "beside '||': write '*', or remove the '||'"));
        }
        if (rules.tools().descriptors().keySet().stream().noneMatch(pattern::matches)) {
            var known = new TreeSet<String>();
            rules.tools().servers().keySet().forEach(server -> known.add(server + ".*"));
            rules.tools().descriptors().keySet().forEach(id -> known.add(id.name().toString()));
            boolean named = known.stream().anyMatch(name -> pattern.name().matches(name) && !name.endsWith("*"));
            problems.add(named
                    ? "'" + scope + "' reaches no version: there are " + versions(pattern.name())
                    : unknown(scope, "tool", pattern.name().text(), known));
        }
    }

    private String versions(Glob name) {
        return String.join(", ", rules.tools().descriptors().keySet().stream()
                .filter(id -> name.matches(id.name().toString()))
                .map(Object::toString)
                .toList());
    }

    private void checkName(NameKind kind, String scope, List<String> problems) {
        var pattern = scope.substring(kind.word().length() + 1);
        var servers = rules.tools().servers().keySet();
        switch (kind) {
            case MODEL -> check(
                    scope, pattern, CrossReferences.modelNames(rules.models(), rules.routing()), new Glob(pattern)::matches, problems);
            case RESOURCE -> check(scope, before(pattern, "://"), servers.stream().map(server -> server.scheme()).toList(),
                    new Glob(before(pattern, "://"))::matches, problems);
            case PROMPT -> check(scope, before(pattern, "."), servers.stream().map(server -> server.value()).toList(),
                    new Glob(before(pattern, "."))::matches, problems);
        }
    }

    private static void check(
            String scope, String written, Collection<String> known, Predicate<String> meant, List<String> problems) {
        if (known.stream().noneMatch(meant)) {
            problems.add(unknown(scope, scope.startsWith("model:") ? "model" : "server", written, known));
        }
    }

    private static String unknown(String scope, String kind, String written, Collection<String> known) {
        return "'" + scope + "' reaches no " + kind + ": "
                + NearestNames.hint(written, known, "there are " + String.join(", ", known));
    }

    private static String before(String text, String sign) {
        int end = text.indexOf(sign);
        return end < 0 ? text : text.substring(0, end);
    }
}
