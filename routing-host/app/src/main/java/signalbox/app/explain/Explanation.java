package signalbox.app.explain;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import signalbox.app.explain.ExplainedLines.Line;
import signalbox.host.ledger.Explained;
import signalbox.host.ledger.History;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunView;
import signalbox.host.turn.CallArguments;
import signalbox.kit.audit.AuditRecords;

/// Why things went as they did, from what was kept: each step's model with everything that was dropped, and each call's
/// permission with the rule and its line.
///
/// It is for administrators: it shows conditions and lines of the policies, which callers never see.
public final class Explanation {
    private static final int LONGEST_ARGUMENTS = 400;

    /// Of columns whose names do not say enough.
    private static final Map<String, String> LABELS = Map.of("version_by", "chosen by", "args_digest", "args");

    private final History history;
    private final AuditRecords audit;
    private final ExplainedLines lines;

    public Explanation(DataSource database, PrintWriter out) {
        history = History.of(database);
        audit = new AuditRecords(database);
        lines = new ExplainedLines(out);
    }

    /// Prints what is known of `run_...` or `dec_...`; false where nothing is.
    public boolean print(String id) {
        return id.startsWith(RunId.START) ? run(new RunId(id)) : decision(id);
    }

    private boolean run(RunId id) {
        var run = history.run(id);
        if (run == null) {
            return false;
        }
        lines.head("run", run.id() + "  " + run.status().word() + ", " + run.cost() + " USD");
        lines.head("started", run.started().truncatedTo(ChronoUnit.SECONDS).toString());
        lines.head("caller", run.caller() + ", asked for " + run.askedModel());
        lines.head("routing", run.policy());
        lines.head("reason", run.reason());
        for (var input : run.inputs()) {
            var settled = input.settled();
            lines.head("asked by", input.server() + ": " + input.kind().word() + ", "
                    + (settled == null ? "open" : settled.action().word() + " by " + settled.by().word()));
        }
        var told = new Told();
        var routes = history.explain(id);
        for (var step : run.steps()) {
            lines.blank();
            routes.stream()
                    .filter(route -> route instanceof Explained.Route each && each.step() == step.index())
                    .forEach(route -> route((Explained.Route) route, told));
            step(step, told);
        }
        return true;
    }

    /// What has been printed already, so that it is not repeated while it stays the same.
    private static final class Told {
        private final Map<List<Line>, Integer> routes = new HashMap<>();
        private @Nullable List<Line> missing;
        private @Nullable String permissions;
    }

    private void route(Explained.Route route, Told told) {
        lines.head("step " + route.step(), route.stepKind() + "  (" + route.id() + ")");
        var why = RouteLines.of(route);
        var earlier = told.routes.putIfAbsent(why, route.step());
        if (earlier == null) {
            why.forEach(lines::line);
        } else {
            lines.line("taken", RouteLines.named(route.rule()) + ", as in step " + earlier);
        }
        var missing = route.missingTools().propertyStream()
                .map(each -> new Line("missing", "server " + each.getKey() + ": " + each.getValue().asString()))
                .toList();
        if (!missing.equals(told.missing)) {
            missing.forEach(lines::line);
        }
        told.missing = missing;
    }

    private void step(RunView.Step step, Told told) {
        for (var attempt : step.attempts()) {
            var tokens = attempt.usage();
            lines.line("attempt", attempt.model() + ": " + attempt.outcome()
                    + (attempt.reason().isEmpty() ? "" : ", " + attempt.reason()) + "; " + attempt.ms() + " ms, "
                    + tokens.input() + " tokens in" + (tokens.cacheRead() == 0 ? "" : " (" + tokens.cacheRead() + " from a cache)")
                    + " and " + tokens.output() + " out, " + attempt.cost() + " USD");
        }
        for (var call : step.calls()) {
            lines.line("call", call.tool() + (call.version().isEmpty() ? "" : "@" + call.version()) + ": " + call.outcome()
                    + (call.error() && call.outcome().equals("done") ? " with an error" : "") + " in " + call.ms() + " ms"
                    + (call.decisionId().isEmpty() ? "" : "  (" + call.decisionId() + ")"));
            lines.line("", shown(call.arguments()));
            if (!call.decisionId().isEmpty()) {
                permission(call, told);
            }
        }
    }

    /// A decision of a tool server of ours, whose audit has the line, or of the host about somebody else's server.
    private void permission(RunView.Call call, Told told) {
        var row = audit.find(call.decisionId());
        var place = row.getOrDefault("place", "");
        var reason = row.getOrDefault("reason", "");
        if (row.isEmpty() && history.explain(call.decisionId()) instanceof Explained.Permission ours) {
            reason = ours.ruling().reason();
        }
        boolean noRule = call.rule().equals("default");
        lines.under(call.decision(), "by " + call.rule()
                + (place.isEmpty() || noRule ? "" : " at " + place) + (reason.isEmpty() ? "" : ": " + reason));
        if (!call.decision().equals("allow")) {
            DecidingValues.of(reason, call.arguments()).forEach(value -> lines.under("value", value));
        }
        var chosenBy = row.get("version_by");
        if (chosenBy != null) {
            lines.under("version", chosenBy);
        }
        var revision = row.get("revision");
        if (revision != null && !revision.equals(told.permissions)) {
            lines.under("policy", revision);
            told.permissions = revision;
        }
    }

    private boolean decision(String id) {
        var explained = history.explain(id);
        if (explained instanceof Explained.Route route) {
            lines.head("run", route.run().toString());
            lines.head("routing", route.policy());
            route(route, new Told());
            return true;
        }
        Map<String, String> row = audit.find(id);
        row.forEach((name, value) -> {
            if (explained == null || !name.equals("run")) {
                lines.head(LABELS.getOrDefault(name, name.replace('_', ' ')), value);
            }
        });
        if (explained instanceof Explained.Permission permission) {
            if (row.isEmpty()) {
                ours(permission);
            }
            lines.head("run", permission.run() + ", call " + permission.call());
            lines.head("arguments", shown(permission.arguments()));
            if (!permission.ruling().decision().equals("allow")) {
                var reason = row.getOrDefault("reason", permission.ruling().reason());
                DecidingValues.of(reason, permission.arguments()).forEach(value -> lines.head("value", value));
            }
        } else if (row.containsKey("args_digest")) {
            lines.head("arguments", "not recorded: of a call that no run of the host made the audit keeps their digest alone");
        }
        return explained != null || !row.isEmpty();
    }

    /// A call of somebody else's server, where we have no audit: the host decided, and the ledger says why.
    private void ours(Explained.Permission permission) {
        lines.head("decision id", permission.ruling().id());
        lines.head("tool", permission.tool());
        lines.head("version", permission.version());
        lines.head("decision", permission.ruling().decision());
        lines.head("rule", permission.ruling().rule());
        lines.head("reason", permission.ruling().reason());
        lines.head("outcome", permission.outcome());
    }

    private static String shown(CallArguments arguments) {
        var text = switch (arguments) {
            case CallArguments.Parsed(var value) -> value.toString();
            case CallArguments.Malformed(var written, var problem) -> "no JSON object, " + problem + ": " + written;
        };
        return text.length() <= LONGEST_ARGUMENTS ? text : text.substring(0, LONGEST_ARGUMENTS) + "...";
    }
}
