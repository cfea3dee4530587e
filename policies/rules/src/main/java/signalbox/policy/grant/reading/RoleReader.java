package signalbox.policy.grant.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import signalbox.descriptor.ToolCatalogue;
import signalbox.policy.condition.Conditions;
import signalbox.policy.grant.Glob;
import signalbox.policy.grant.Grant;
import signalbox.policy.grant.Role;
import signalbox.source.CanonicalJson;
import signalbox.source.Pointers;

/// Reads one role: its entries about tools, models and acting for others.
public final class RoleReader {
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9._:/*-]{1,200}");
    private static final List<String> ABOUT_CALLS = List.of("where", "args", "when", "ask");

    private final Findings findings;
    private final GrantReader grants;

    public RoleReader(Findings findings, ToolCatalogue tools, Conditions conditions) {
        this.findings = findings;
        this.grants = new GrantReader(findings, tools, conditions);
    }

    public Role read(String name, String pointer) {
        var may = Pointers.child(pointer, "may");
        var never = Pointers.child(pointer, "never");
        sayTwice(may);
        sayTwice(never);
        return new Role(
                name,
                grants(name, may),
                grants(name, never),
                models(may),
                models(never),
                entries(may).anyMatch(entry -> findings.at(entry + "/act-for").asBoolean(false)));
    }

    private List<Grant> grants(String role, String list) {
        var read = new ArrayList<Grant>();
        entries(list).forEach(entry -> {
            checkSubject(entry, list.endsWith("/may"));
            if (findings.at(entry).has("tool")) {
                var kind = list.substring(list.lastIndexOf('/') + 1);
                var index = entry.substring(entry.lastIndexOf('/') + 1);
                grants.read(role + "." + kind + "[" + index + "]", entry).ifPresent(read::add);
            }
        });
        return read;
    }

    private List<Glob> models(String list) {
        return entries(list)
                .map(entry -> entry + "/model")
                .filter(findings::isSound)
                .map(pointer -> findings.at(pointer).asString())
                .map(Glob::new)
                .toList();
    }

    private Stream<String> entries(String list) {
        var node = findings.at(list);
        return !node.isArray()
                ? Stream.empty()
                : Stream.iterate(0, index -> index < node.size(), index -> index + 1)
                        .map(index -> Pointers.child(list, index))
                        .filter(entry -> findings.at(entry).isObject());
    }

    private void checkSubject(String entry, boolean may) {
        var node = findings.at(entry);
        var subjects = Stream.of("tool", "model", "act-for").filter(node::has).toList();
        if (subjects.size() != 1) {
            findings.error(
                    entry,
                    subjects.isEmpty()
                            ? "the entry is about nothing"
                            : "the entry is about more than one thing: " + String.join(", ", subjects),
                    may ? "write one of tool, model, act-for" : "write one of tool, model");
        } else if (!subjects.contains("tool")) {
            ABOUT_CALLS.stream().filter(node::has).forEach(key -> findings.errorAtKey(
                    Pointers.child(entry, key), "'" + key + "' is about tool calls, not '" + subjects.getFirst() + "'", "remove it"));
        }
        if (findings.isSound(entry + "/model") && !MODEL.matcher(node.path("model").asString()).matches()) {
            findings.error(
                    entry + "/model",
                    "'" + node.path("model").asString() + "' is no pattern of model names",
                    "such as signalbox/*, openai/gpt-5-mini");
        }
    }

    private void sayTwice(String list) {
        Map<String, String> seen = new HashMap<>();
        entries(list).forEach(entry -> {
            var first = seen.putIfAbsent(CanonicalJson.of(findings.at(entry)), entry);
            if (first != null) {
                findings.error(
                        entry,
                        "the same entry stands twice",
                        "first in line " + findings.source().place(first).line() + "; remove one");
            }
        });
    }
}
