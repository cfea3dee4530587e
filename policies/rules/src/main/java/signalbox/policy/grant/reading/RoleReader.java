package signalbox.policy.grant.reading;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import signalbox.json.CanonicalJson;
import signalbox.json.JsonPointers;
import signalbox.policy.condition.Conditions;
import signalbox.policy.grant.Grant;
import signalbox.policy.grant.NameGrants;
import signalbox.policy.grant.NameKind;
import signalbox.policy.grant.Role;
import signalbox.release.ToolCatalogue;

/// Reads one role: its entries about tools, models, resources, prompts and acting for others.
public final class RoleReader {
    private static final List<String> SUBJECTS = List.of("tool", "model", "resource", "prompt", "act-for");
    private static final List<String> ABOUT_CALLS = List.of("where", "args", "when", "ask");

    private final Findings findings;
    private final GrantReader grants;
    private final NameGrantReader names;

    public RoleReader(Findings findings, ToolCatalogue tools, Conditions conditions) {
        this.findings = findings;
        this.grants = new GrantReader(findings, tools, conditions);
        this.names = new NameGrantReader(findings, tools.servers().keySet());
    }

    public Role read(String name, String pointer) {
        var may = JsonPointers.child(pointer, "may");
        var never = JsonPointers.child(pointer, "never");
        check(may);
        check(never);
        var named = new EnumMap<NameKind, NameGrants>(NameKind.class);
        for (var kind : NameKind.values()) {
            named.put(kind, new NameGrants(names.read(kind, entries(name, never)), names.read(kind, entries(name, may))));
        }
        return new Role(
                name,
                grants(entries(name, may)),
                grants(entries(name, never)),
                named,
                pointers(may).anyMatch(entry -> findings.at(entry + "/act-for").asBoolean(false)));
    }

    private List<Grant> grants(List<EntryAt> entries) {
        var read = new ArrayList<Grant>();
        for (var entry : entries) {
            if (findings.at(entry.pointer()).has("tool")) {
                grants.read(entry.rule(), entry.pointer()).ifPresent(read::add);
            }
        }
        return read;
    }

    private List<EntryAt> entries(String role, String list) {
        var kind = list.substring(list.lastIndexOf('/') + 1);
        return pointers(list)
                .map(pointer -> new EntryAt(
                        role + "." + kind + "[" + pointer.substring(pointer.lastIndexOf('/') + 1) + "]", pointer))
                .toList();
    }

    private Stream<String> pointers(String list) {
        var node = findings.at(list);
        return !node.isArray()
                ? Stream.empty()
                : Stream.iterate(0, index -> index < node.size(), index -> index + 1)
                        .map(index -> JsonPointers.child(list, index))
                        .filter(entry -> findings.at(entry).isObject());
    }

    private void check(String list) {
        sayTwice(list);
        pointers(list).forEach(entry -> checkSubject(entry, list.endsWith("/may")));
    }

    private void checkSubject(String entry, boolean may) {
        var node = findings.at(entry);
        var subjects = SUBJECTS.stream().filter(node::has).toList();
        if (subjects.size() != 1) {
            findings.error(
                    entry,
                    subjects.isEmpty()
                            ? "the entry is about nothing"
                            : "the entry is about more than one thing: " + String.join(", ", subjects),
                    "write one of " + String.join(", ", may ? SUBJECTS : SUBJECTS.subList(0, SUBJECTS.size() - 1)));
        } else if (!subjects.contains("tool")) {
            ABOUT_CALLS.stream().filter(node::has).forEach(key -> refuse(entry, key, subjects.getFirst()));
        }
    }

    private void refuse(String entry, String key, String subject) {
        boolean later = subject.equals("resource") || subject.equals("prompt");
        findings.errorAtKey(
                JsonPointers.child(entry, key),
                later
                        ? "'" + key + "' is not supported yet for a " + subject
                        : "'" + key + "' is about tool calls, not '" + subject + "'",
                "remove it");
    }

    private void sayTwice(String list) {
        Map<String, String> seen = new HashMap<>();
        pointers(list).forEach(entry -> {
            var first = seen.putIfAbsent(CanonicalJson.of(findings.at(entry)), entry);
            if (first != null) {
                findings.error(
                        entry,
                        "the same entry is written twice",
                        "first in line " + findings.source().place(first).line() + "; remove one");
            }
        });
    }
}
