package signalbox.policy.permission;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.ToolCatalogue;
import signalbox.descriptor.ToolId;
import signalbox.policy.grant.Nearest;
import signalbox.policy.grant.reading.Findings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The `tests` of a permission file: each states a call or a model and the decision it must get.
final class FileTests {
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
            if (findings.at(pointer).has("call") == findings.at(pointer).has("model")) {
                findings.error(pointer, "a test is about a call or a model", "write one of call, model");
            }
            checkPrincipal(pointer + "/who");
            checkCall(pointer + "/call");
            checkScopes(pointer + "/scopes");
            if (findings.at(pointer).has("model") && findings.at(pointer + "/expect").asString("").equals("ask")) {
                findings.error(pointer + "/expect", "a model is allowed or denied", "write allow or deny");
            }
        }
    }

    void run(Permissions permissions) {
        for (int i = 0; i < findings.at("/tests").size(); i++) {
            var pointer = "/tests/" + i;
            var test = findings.at(pointer);
            var who = PrincipalName.parse(test.path("who").asString());
            var tool = called.get(pointer + "/call");
            if (tool != null) {
                compare(pointer, permissions.decide(who, scopes(test), tool, tool.effect(), new Arguments.Given(args(test))));
            } else {
                var word = permissions.mayUseModel(who, scopes(test), test.path("model").asString()) ? "allow" : "deny";
                compare(pointer, word, null);
            }
        }
    }

    private void compare(String pointer, PermissionDecision decision) {
        compare(pointer, decision.word(), decision);
    }

    private void compare(String pointer, String word, @Nullable PermissionDecision decision) {
        var expected = findings.at(pointer + "/expect").asString();
        var rule = findings.at(pointer + "/rule").asString("");
        if (!word.equals(expected)) {
            findings.error(
                    pointer + "/expect",
                    "the test expects " + expected + ", the decision is " + word,
                    decision == null ? "" : "by " + said(decision));
        } else if (decision != null && !rule.isEmpty() && !rule.equals(decision.rule())) {
            findings.error(
                    pointer + "/rule", "the test expects the rule " + rule + ", it is " + decision.rule(), "by " + said(decision));
        }
    }

    private static String said(PermissionDecision decision) {
        var by = decision.rule() + " in line " + decision.place().line();
        return switch (decision) {
            case PermissionDecision.Allow _ -> by;
            case PermissionDecision.Ask _ -> by;
            case PermissionDecision.Deny deny -> deny.rule().equals("default")
                    ? "default: " + deny.reason()
                    : by + ": " + deny.reason();
        };
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
            findings.error(pointer, "there is no tool version '" + text + "'", Nearest.hint(text, known, ""));
        } catch (IllegalArgumentException e) {
            findings.error(pointer, String.valueOf(e.getMessage()), "");
        }
    }

    private void checkScopes(String pointer) {
        for (int i = 0; i < findings.at(pointer).size(); i++) {
            var scope = findings.at(pointer + "/" + i).asString("");
            if (!Scopes.isValid(scope)) {
                findings.error(pointer + "/" + i, "'" + scope + "' is no scope", "such as tool:retail.*, model:signalbox/*, act-for, *");
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
