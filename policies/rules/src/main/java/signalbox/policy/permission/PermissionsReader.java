package signalbox.policy.permission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import signalbox.json.Digest;
import signalbox.json.JsonPointers;
import signalbox.policy.grant.NearestNames;
import signalbox.policy.grant.Role;
import signalbox.policy.grant.reading.Findings;
import signalbox.policy.grant.reading.RoleReader;
import signalbox.release.ToolCatalogue;
import signalbox.source.Checked;
import signalbox.source.JsonSchema;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// Reads `permissions.yaml`: shape, then meaning, then its own tests; every problem at once.
final class PermissionsReader {
    private static final JsonSchema SHAPE = JsonSchema.resource("signalbox/schema/permissions.schema.json");

    private final YamlSource source;
    private final ToolCatalogue tools;
    private final Findings findings;

    PermissionsReader(YamlSource source, ToolCatalogue tools) {
        this.source = source;
        this.tools = tools;
        this.findings = new Findings(source, SHAPE);
    }

    Checked<Permissions> read() {
        var roles = roles();
        checkApprovers(roles);
        var principals = principals(roles);
        var tests = new FileTests(findings, tools);
        tests.check();
        if (findings.hasErrors()) {
            return findings.broken();
        }
        var permissions = new Permissions(principals, tools, source.place(""), Digest.sha256(source.text()));
        tests.run(permissions);
        return findings.hasErrors() ? findings.broken() : findings.sound(permissions);
    }

    /// No test is run and nothing is said of a tool: which there are is not known.
    List<Problem> errorsWhateverTheTools() {
        principals(roles());
        return findings.errors();
    }

    private Map<String, Role> roles() {
        var roles = new HashMap<String, Role>();
        var reader = new RoleReader(findings, tools, CallFacts.CONDITIONS);
        findings.at("/roles").forEachEntry((name, _) ->
                roles.put(name, reader.read(name, JsonPointers.child("/roles", name))));
        return roles;
    }

    private void checkApprovers(Map<String, Role> roles) {
        for (var role : roles.values()) {
            for (int i = 0; i < findings.at(JsonPointers.child("/roles", role.name()) + "/may").size(); i++) {
                var pointer = JsonPointers.child("/roles", role.name()) + "/may/" + i + "/ask/by";
                var by = findings.at(pointer).asString("");
                if (by.startsWith("role:") && !roles.containsKey(by.substring(5))) {
                    findings.warning(
                            pointer,
                            "no role is called '" + by.substring(5) + "'",
                            NearestNames.hint(by.substring(5), roles.keySet(), "nobody could approve"));
                }
            }
        }
    }

    private SortedMap<PrincipalName, List<Role>> principals(Map<String, Role> roles) {
        var principals = new TreeMap<PrincipalName, List<Role>>();
        findings.at("/principals").forEachEntry((name, _) -> {
            var pointer = JsonPointers.child("/principals", name);
            var held = rolesOf(pointer + "/roles", roles);
            try {
                principals.put(PrincipalName.parse(name), held);
            } catch (IllegalArgumentException e) {
                findings.errorAtKey(pointer, String.valueOf(e.getMessage()), "such as agent:triage-bot");
            }
        });
        return principals;
    }

    private List<Role> rolesOf(String pointer, Map<String, Role> roles) {
        var held = new ArrayList<Role>();
        var seen = new HashSet<String>();
        var list = findings.at(pointer);
        for (int i = 0; i < (list.isArray() ? list.size() : 0); i++) {
            var at = JsonPointers.child(pointer, i);
            if (!findings.isSound(at)) {
                continue;
            }
            var name = list.path(i).asString();
            var role = roles.get(name);
            if (!seen.add(name)) {
                findings.error(at, "the role '" + name + "' is written twice", "remove one");
            } else if (role == null) {
                findings.error(
                        at,
                        "unknown role '" + name + "'",
                        NearestNames.hint(name, roles.keySet(), "declared roles: " + String.join(", ", roles.keySet().stream().sorted().toList())));
            } else {
                held.add(role);
            }
        }
        return held;
    }
}
