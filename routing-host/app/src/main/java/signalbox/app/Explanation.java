package signalbox.app;

import java.io.PrintWriter;
import java.util.Map;
import javax.sql.DataSource;
import signalbox.host.ledger.Explained;
import signalbox.host.ledger.History;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunView;
import signalbox.kit.work.AuditLog;
import tools.jackson.databind.JsonNode;

/// Why things went as they did, from what was kept: each step's model with everything that was dropped, and each call's
/// permission with the rule and its line.
final class Explanation {
    private final History history;
    private final AuditLog audit;
    private final PrintWriter out;

    Explanation(DataSource database, PrintWriter out) {
        history = History.of(database);
        audit = new AuditLog(database);
        this.out = out;
    }

    /// Prints what is known of `run_...` or `dec_...`; false where nothing is.
    boolean print(String id) {
        return id.startsWith("run_") ? run(new RunId(id)) : decision(id);
    }

    private boolean run(RunId id) {
        var run = history.run(id);
        if (run == null) {
            return false;
        }
        out.println("run        " + run.id() + "  " + run.status().word() + "  " + run.cost() + " USD");
        out.println("caller     " + run.caller() + ", asked for " + run.askedModel());
        out.println("policy     " + run.policy());
        if (!run.reason().isEmpty()) {
            out.println("reason     " + run.reason());
        }
        var routes = history.explain(id);
        for (var input : run.inputs()) {
            var settled = input.settled();
            out.println("asked by   " + input.server() + ": " + input.kind().word() + ", "
                    + (settled == null ? "open" : settled.action().word() + " by " + settled.by().word()));
        }
        for (var step : run.steps()) {
            out.println();
            routes.stream()
                    .filter(route -> route instanceof Explained.Route each && each.step() == step.index())
                    .forEach(route -> route((Explained.Route) route));
            step(step);
        }
        return true;
    }

    private void step(RunView.Step step) {
        for (var attempt : step.attempts()) {
            out.println("  attempt  " + attempt.model() + ": " + attempt.outcome()
                    + (attempt.reason().isEmpty() ? "" : ", " + attempt.reason()) + "; " + attempt.ms() + " ms, "
                    + attempt.usage().input() + "+" + attempt.usage().output() + " tokens, " + attempt.cost() + " USD");
        }
        for (var call : step.calls()) {
            out.println("  call     " + call.tool() + "@" + call.version() + ": " + call.outcome()
                    + (call.decisionId().isEmpty() ? "" : ", " + call.decisionId()));
            permission(call.decisionId());
        }
    }

    private boolean decision(String id) {
        switch (history.explain(id)) {
            case Explained.Route route -> route(route);
            case Explained.Permission permission -> {
                out.println("run        " + permission.run() + ", call " + permission.call());
                if (!permission(id)) {
                    ours(permission);
                }
            }
            case null -> {
                return permission(id);
            }
        }
        return true;
    }

    private void route(Explained.Route route) {
        out.println("step " + route.step() + "     " + route.stepKind() + ", rule "
                + (route.rule().isEmpty() ? "none" : "'" + route.rule() + "'") + "  (" + route.id() + ")");
        var names = route.decision().path("candidates").valueStream().map(Explanation::model).toList();
        out.println("  models   " + (names.isEmpty() ? "none" : String.join(", then ", names)));
        for (var drop : route.decision().path("dropped")) {
            out.println("  dropped  " + model(drop) + " by " + drop.path("by").asString("") + ": " + drop.path("reason").asString(""));
        }
        for (var pass : route.decision().path("passed")) {
            out.println("  passed   rule '" + pass.path("rule").asString("") + "': " + pass.path("reason").asString(""));
        }
        for (var missing : route.missingTools().properties()) {
            out.println("  missing  server " + missing.getKey() + ": " + missing.getValue().asString());
        }
    }

    /// A call of a server of others, which has no audit of ours: the host decided, and wrote down why.
    private void ours(Explained.Permission permission) {
        out.println("    tool        " + permission.tool() + "@" + permission.version());
        out.println("    decision    " + permission.decision() + ", rule " + permission.rule());
        if (!permission.reason().isEmpty()) {
            out.println("    reason      " + permission.reason());
        }
        out.println("    outcome     " + permission.outcome());
    }

    private static String model(JsonNode entry) {
        var model = entry.path("model");
        return model.isString() ? model.asString() : model.path("value").asString("");
    }

    private boolean permission(String id) {
        Map<String, String> row = audit.find(id);
        row.forEach((name, value) -> out.println("    " + name + " ".repeat(Math.max(1, 12 - name.length())) + value));
        return !row.isEmpty();
    }
}
