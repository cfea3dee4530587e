package signalbox.policy.grant.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.EffectClass;
import signalbox.descriptor.ToolId;
import signalbox.json.JsonPointers;
import signalbox.policy.condition.Condition;
import signalbox.policy.condition.Conditions;
import signalbox.policy.grant.ArgumentPath;
import signalbox.policy.grant.Constraint;
import signalbox.policy.grant.EffectFilter;
import signalbox.policy.grant.Grant;
import signalbox.policy.grant.NearestNames;
import signalbox.policy.grant.ToolPattern;
import signalbox.release.ToolCatalogue;
import signalbox.source.Checked;

/// Reads one entry about tools.
final class GrantReader {
    private final Findings findings;
    private final ToolCatalogue tools;
    private final Conditions conditions;

    GrantReader(Findings findings, ToolCatalogue tools, Conditions conditions) {
        this.findings = findings;
        this.tools = tools;
        this.conditions = conditions;
    }

    /// The entry, or nothing where it cannot be read; the findings say why.
    Optional<Grant> read(String rule, String entry) {
        var pattern = tool(entry + "/tool");
        var covered = pattern == null ? List.<Descriptor>of() : covered(pattern, entry + "/tool");
        var args = args(entry + "/args", covered);
        var when = condition(entry + "/when", covered);
        var ask = ask(entry + "/ask", covered);
        var where = where(entry + "/where");
        return pattern == null
                ? Optional.empty()
                : Optional.of(new Grant(rule, findings.source().place(entry), pattern, where, args, when, ask));
    }

    private @Nullable ToolPattern tool(String pointer) {
        if (!findings.isSound(pointer)) {
            return null;
        }
        var text = findings.at(pointer).asString();
        try {
            var pattern = ToolPattern.parse(text);
            if (pattern.versions().hasEmptyAlternative()) {
                findings.warning(
                        pointer,
                        "'" + text + "' is about every version, since nothing is written "
                                + (text.endsWith("@") ? "after '@'" : "beside '||'"),
                        text.endsWith("@") ? "leave the '@' out, or write a range" : "write '*', or remove the '||'");
            }
            return pattern;
        } catch (IllegalArgumentException e) {
            int at = text.indexOf('@');
            boolean name = String.valueOf(e.getMessage()).endsWith("tool names");
            findings.errorInside(
                    pointer,
                    name ? 0 : at + 1,
                    String.valueOf(e.getMessage()),
                    name ? "server.tool, with * for any characters, and @range: retail.get_*@^1" : "");
            return null;
        }
    }

    private List<Descriptor> covered(ToolPattern pattern, String pointer) {
        var covered = new ArrayList<Descriptor>();
        var names = new TreeSet<String>();
        var versions = new TreeSet<ToolId>();
        for (var tool : tools.descriptors().values()) {
            names.add(tool.id().name().toString());
            if (pattern.matches(tool.id())) {
                covered.add(tool);
            } else if (pattern.name().matches(tool.id().name().toString())) {
                versions.add(tool.id());
            }
        }
        if (covered.isEmpty() && versions.isEmpty()) {
            findings.matchesNothing(
                    pointer,
                    "'" + pattern.name() + "' matches no tool",
                    NearestNames.hint(pattern.name().text(), names, "there is no such tool yet; later ones are not granted"));
        } else if (covered.isEmpty()) {
            findings.matchesNothing(
                    pointer,
                    "'" + findings.at(pointer).asString() + "' matches no version",
                    "there are " + String.join(", ", versions.stream().limit(5).map(ToolId::toString).toList()));
        }
        return covered;
    }

    private SortedMap<ArgumentPath, Constraint> args(String pointer, List<Descriptor> covered) {
        var args = new TreeMap<ArgumentPath, Constraint>();
        if (!findings.at(pointer).isObject()) {
            return args;
        }
        findings.at(pointer).forEachEntry((name, _) -> {
            var path = ArgumentPath.parse(name);
            var at = JsonPointers.child(pointer, name);
            checkDeclared(path, at, covered);
            args.put(path, new ConstraintReader(findings, at).read());
        });
        return args;
    }

    private void checkDeclared(ArgumentPath path, String pointer, List<Descriptor> covered) {
        if (covered.isEmpty() || covered.stream().anyMatch(tool -> path.schemaIn(tool.input()) != null)) {
            return;
        }
        var known = argumentsOf(covered);
        findings.errorAtKey(
                pointer,
                "'" + path + "' is not an argument of " + named(covered),
                NearestNames.hint(path.toString(), known, known.isEmpty() ? "it takes none" : "there are: " + String.join(", ", known)));
    }

    private static Set<String> argumentsOf(List<Descriptor> tools) {
        var names = new TreeSet<String>();
        tools.forEach(tool -> names.addAll(tool.input().path("properties").propertyNames()));
        return names;
    }

    private static String named(List<Descriptor> tools) {
        return tools.size() == 1 ? tools.getFirst().id().toString() : "any of the " + tools.size() + " tool versions";
    }

    private EffectFilter where(String pointer) {
        if (!findings.isSound(pointer)) {
            return EffectFilter.NONE;
        }
        var node = findings.at(pointer);
        var effectClass = node.has("class")
                ? node.path("class").asString().equals("read") ? EffectClass.READ : EffectClass.WRITE
                : null;
        var labels = new HashSet<String>();
        node.path("labels").forEach(label -> labels.add(label.asString()));
        return new EffectFilter(
                effectClass, flag(pointer + "/destructive"), flag(pointer + "/money"), flag(pointer + "/open-world"), labels);
    }

    private @Nullable Boolean flag(String pointer) {
        var node = findings.at(pointer);
        return node.isMissingNode() ? null : (Boolean) node.asBoolean();
    }

    private @Nullable Condition condition(String pointer, List<Descriptor> covered) {
        if (!findings.isSound(pointer)) {
            return null;
        }
        return switch (conditions.compile(findings.source(), pointer)) {
            case Checked.Sound<Condition>(var condition, var warnings) -> {
                findings.addAll(warnings);
                warnOfUndeclared(condition, pointer, covered);
                yield condition;
            }
            case Checked.Broken<Condition>(var problems) -> {
                findings.addAll(problems);
                yield null;
            }
        };
    }

    private void warnOfUndeclared(Condition condition, String pointer, List<Descriptor> covered) {
        var known = argumentsOf(covered);
        for (var name : condition.names()) {
            if (name.startsWith("args.") && !covered.isEmpty() && !known.contains(name.substring(5))) {
                findings.warning(
                        pointer,
                        "'" + name.substring(5) + "' is not an argument of " + named(covered),
                        NearestNames.hint(name.substring(5), known, "the condition cannot be decided without it"));
            }
        }
    }

    private Grant.@Nullable Ask ask(String pointer, List<Descriptor> covered) {
        if (findings.at(pointer).isMissingNode()) {
            return null;
        }
        var when = condition(pointer + "/when", covered);
        return new Grant.Ask(when, findings.at(pointer + "/by").asString(""), findings.at(pointer + "/within").asString(""));
    }
}
