package signalbox.policy.permission;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.ToolId;
import signalbox.policy.grant.NameKind;
import signalbox.policy.grant.NearestNames;
import signalbox.policy.grant.reading.Findings;
import signalbox.release.ToolCatalogue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The `tests` of a permission file: each states what is to be done and the decision it must get.
final class FileTests {
    private static final List<String> SUBJECTS = List.of("call", "read", "prompt", "model");

    private final Findings findings;
    private final ToolCatalogue tools;
    private final Map<String, Descriptor> called = new HashMap<>();

    FileTests(Findings findings, ToolCatalogue tools) {
        this.findings = findings;
        this.tools = tools;
    }

    /// Finds tests that could not be run at all.
    void check() {
        for (int i = 0; i < findings.at("/tests").size(); i++) {
            var pointer = "/tests/" + i;
            if (SUBJECTS.stream().filter(findings.at(pointer)::has).count() != 1) {
                findings.error(pointer, "a test is about one thing", "write one of " + String.join(", ", SUBJECTS));
            }
            checkPrincipal(pointer + "/who");
            checkCall(pointer + "/call");
            checkScopes(pointer + "/scopes");
            for (var kind : NameKind.values()) {
                checkName(kind, pointer);
            }
        }
    }

    void run(Permissions permissions) {
        for (int i = 0; i < findings.at("/tests").size(); i++) {
            var pointer = "/tests/" + i;
            compare(pointer, decision(permissions, pointer));
        }
    }

    private PermissionDecision decision(Permissions permissions, String pointer) {
        var test = findings.at(pointer);
        var who = PrincipalName.parse(test.path("who").asString());
        var tool = called.get(pointer + "/call");
        if (tool != null) {
            return permissions.decide(who, scopes(test), tool, tool.effect(), new Arguments.Given(args(test)));
        }
        for (var kind : NameKind.values()) {
            if (test.has(key(kind))) {
                return permissions.decide(kind, who, scopes(test), test.path(key(kind)).asString());
            }
        }
        throw new IllegalStateException("a test about nothing was not found before");
    }

    private static String key(NameKind kind) {
        return kind == NameKind.RESOURCE ? "read" : kind.word();
    }

    private void compare(String pointer, PermissionDecision decision) {
        var word = decision.word();
        var expected = findings.at(pointer + "/expect").asString();
        var rule = findings.at(pointer + "/rule").asString("");
        if (!word.equals(expected)) {
            findings.error(
                    pointer + "/expect",
                    "the test expects " + expected + ", the decision is " + word,
                    "by " + said(decision));
        } else if (!rule.isEmpty() && !rule.equals(decision.rule())) {
            findings.error(
                    pointer + "/rule", "the test expects the rule " + rule + ", it is " + decision.rule(), "by " + said(decision));
        }
    }

    private static String said(PermissionDecision decision) {
        var by = decision.rule().equals("default") ? "default" : decision.rule() + " in line " + decision.place().line();
        var reason = decision.reason();
        return reason == null ? by : by + ": " + reason;
    }

    private void checkPrincipal(String pointer) {
        if (!findings.isSound(pointer)) {
            return;
        }
        try {
            PrincipalName.parse(findings.at(pointer).asString());
        } catch (IllegalArgumentException e) {
            findings.error(pointer, String.valueOf(e.getMessage()), "such as agent:triage-bot");
        }
    }

    private void checkCall(String pointer) {
        if (!findings.isSound(pointer)) {
            return;
        }
        var text = findings.at(pointer).asString();
        try {
            var tool = tools.descriptors().get(ToolId.parse(text));
            if (tool != null) {
                called.put(pointer, tool);
                return;
            }
            var known = tools.descriptors().keySet().stream().map(ToolId::toString).collect(Collectors.toCollection(HashSet::new));
            findings.error(pointer, "there is no tool version '" + text + "'", NearestNames.hint(text, known, ""));
        } catch (IllegalArgumentException e) {
            findings.error(pointer, String.valueOf(e.getMessage()), "");
        }
    }

    private void checkName(NameKind kind, String test) {
        var pointer = test + "/" + key(kind);
        if (!findings.isSound(pointer)) {
            return;
        }
        var name = findings.at(pointer).asString();
        if (!kind.isName(name)) {
            findings.error(pointer, "'" + name + "' is not the name of a " + kind.word(), "such as " + kind.example());
        }
        if (findings.at(test + "/expect").asString("").equals("ask")) {
            findings.error(test + "/expect", "a " + kind.word() + " is allowed or denied", "write allow or deny");
        }
        if (findings.at(test).has("args")) {
            findings.errorAtKey(test + "/args", "'args' is about a call, not a " + kind.word(), "remove it");
        }
    }

    private void checkScopes(String pointer) {
        for (int i = 0; i < findings.at(pointer).size(); i++) {
            var scope = findings.at(pointer + "/" + i).asString("");
            if (!Scopes.isValid(scope)) {
                findings.error(pointer + "/" + i, "'" + scope + "' is not a scope", Scopes.EXAMPLES);
            }
        }
    }

    private static Scopes scopes(JsonNode test) {
        return test.has("scopes")
                ? new Scopes(test.path("scopes").valueStream().map(JsonNode::asString).collect(Collectors.toSet()))
                : Scopes.ALL;
    }

    private static ObjectNode args(JsonNode test) {
        return test.path("args") instanceof ObjectNode args ? args : JsonNodeFactory.instance.objectNode();
    }
}
