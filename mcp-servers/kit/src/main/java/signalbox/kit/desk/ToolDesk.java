package signalbox.kit.desk;

import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;
import signalbox.identity.CallCheck;
import signalbox.identity.CallerStatement;
import signalbox.identity.Statements;
import signalbox.kit.ToolOutcome;
import signalbox.kit.work.CallOutcome;
import signalbox.kit.work.DecisionId;
import signalbox.kit.work.Done;
import signalbox.kit.work.Job;
import signalbox.kit.work.Ruling;
import signalbox.kit.work.Schemas;
import signalbox.kit.work.Workbench;
import signalbox.kit.ToolRules;
import signalbox.policy.permission.Arguments;
import signalbox.policy.permission.PermissionDecision;
import signalbox.policy.permission.View;
import signalbox.source.Digest;
import signalbox.source.Place;

/// Answers lists and calls for whoever asks, as the policy says now.
///
/// A call passes coverage by its statement, version, permission, schema and the workbench; there is no other way to a tool's work.
public final class ToolDesk {
    private static final Place RELEASES = new Place("releases.yaml", 1, 1);

    private final Supplier<ToolRules> rules;
    private final Works works;
    private final Workbench bench;
    private final Schemas schemas;
    private final Statements statements;
    private final ShownViews shown;
    private final VersionChoice versions;
    private final InstantSource clock;
    private final CallTexts texts = new CallTexts();

    public ToolDesk(Supplier<ToolRules> rules, Works works, Stores stores, InstantSource clock) {
        this.rules = rules;
        this.works = works;
        this.clock = clock;
        bench = stores.bench();
        schemas = stores.schemas();
        statements = stores.statements();
        shown = new ShownViews(stores.source(), clock);
        versions = new VersionChoice(shown);
    }

    /// What a desk asks and keeps things in.
    public record Stores(DataSource source, Workbench bench, Schemas schemas, Statements statements) {}

    public Welcome welcome(Visit visit) {
        var current = rules.get();
        var seen = new TreeSet<ServerName>();
        view(current, visit).forEach(tool -> seen.add(tool.descriptor().id().name().server()));
        return Welcome.of(current.tools(), visit.endpoint(), seen);
    }

    /// Every tool this visit may call, each in one version, in the order of their names.
    public List<OfferedTool> list(Visit visit) {
        var offered = view(rules.get(), visit);
        if (visit.behalf() == null) {
            shown.keep(visit, offered);
        }
        return offered;
    }

    public CallAnswer call(Visit visit, CallAsked asked) {
        var current = rules.get();
        var request = new Request(current, visit, asked, Digest.sha256(asked.arguments()));
        var tool = new ToolNames(current.tools()).tool(visit.endpoint(), asked.name());
        return switch (coverage(request, tool)) {
            case CallCheck.Covered() -> tool == null ? absent(request, asked.name()) : chosen(request, tool);
            case CallCheck.Refused(var reason) -> uncovered(request, tool == null ? asked.name() : tool.toString(), reason);
        };
    }

    private CallAnswer chosen(Request request, ToolName tool) {
        return switch (versions.choose(request.rules(), request.visit(), tool)) {
            case VersionChoice.Choice.Absent() -> absent(request, tool.toString());
            case VersionChoice.Choice.Changed changed -> changed(request, changed);
            case VersionChoice.Choice.Chosen(var descriptor) -> decided(request, descriptor);
        };
    }

    /// Drops what is no longer needed: old results and old views.
    public void tidy() {
        bench.forget();
        shown.forget();
    }

    private CallAnswer decided(Request request, Descriptor descriptor) {
        var visit = request.visit();
        var decision = request.rules().permissions().decide(
                visit.who(), visit.scopes(), descriptor, descriptor.effect(), new Arguments.Given(request.asked().arguments()));
        var ruling = ruling(request, descriptor.id().name().toString(), descriptor.id(), decision);
        return switch (decision) {
            case PermissionDecision.Allow _ -> fitting(request, descriptor, ruling);
            case PermissionDecision.Ask _ -> refuse(descriptor, ruling, CallOutcome.DENIED, texts.ask(request.asked(), ruling));
            case PermissionDecision.OutOfScope _, PermissionDecision.Deny _ ->
                refuse(descriptor, ruling, CallOutcome.DENIED, texts.deny(request.asked(), ruling));
        };
    }

    private CallAnswer fitting(Request request, Descriptor descriptor, Ruling ruling) {
        var violations = schemas.input(descriptor).violations(request.asked().arguments());
        return violations.isEmpty()
                ? done(request, descriptor, ruling)
                : refuse(descriptor, ruling, CallOutcome.INVALID, texts.invalid(descriptor, violations));
    }

    private CallAnswer done(Request request, Descriptor descriptor, Ruling ruling) {
        var asked = request.asked();
        var work = works.of(request.rules().tools(), descriptor.id());
        if (work == null) {
            return refuse(descriptor, ruling, CallOutcome.BROKEN, texts.broken(asked, ruling));
        }
        var done = bench.perform(new Job(descriptor, work, asked.arguments(), asked.callId(), ruling));
        return switch (done) {
            case Done.Finished(var outcome, var repeated) ->
                new CallAnswer.Answered(descriptor, outcome, ruling, repeated);
            case Done.Clash(var earlier) -> error(descriptor, ruling, texts.clash(asked, earlier));
            case Done.Expired(var seconds) -> error(descriptor, ruling, texts.expired(asked, seconds, ruling));
            case Done.Broken() -> error(descriptor, ruling, texts.broken(asked, ruling));
        };
    }

    /// The same for a name that stands for no tool, so that nobody learns by a wrong statement which tools there are.
    private CallCheck coverage(Request request, @Nullable ToolName tool) {
        var behalf = request.visit().behalf();
        if (behalf == null) {
            return new CallCheck.Covered();
        }
        var stated = behalf.statement().call();
        if (stated == null || !isNamed(request, stated.tool().name(), tool)) {
            return new CallCheck.Refused("it was made for " + (stated == null ? "no call" : stated.tool()));
        }
        return statements.atCall(behalf.statement(), new CallerStatement.Call(stated.tool(), request.argsDigest()));
    }

    private static boolean isNamed(Request request, ToolName stated, @Nullable ToolName tool) {
        if (tool != null) {
            return stated.equals(tool);
        }
        var endpoint = request.visit().endpoint();
        var server = EndpointPath.server(endpoint);
        return (server == null || server.equals(stated.server()))
                && ToolNames.at(endpoint, stated).equals(request.asked().name());
    }

    private CallAnswer uncovered(Request request, String tool, String reason) {
        bench.refuse(refused(request, tool, null, "statement", reason), CallOutcome.DENIED);
        return new CallAnswer.Uncovered("The host's statement does not cover this call: make one for exactly this tool"
                + " version and these arguments, and use it once.");
    }

    private CallAnswer absent(Request request, String tool) {
        bench.refuse(refused(request, tool, null, "unknown-tool", "no such tool, or hidden from this caller"), CallOutcome.DENIED);
        return new CallAnswer.NotFound(request.asked().name());
    }

    private CallAnswer changed(Request request, VersionChoice.Choice.Changed changed) {
        var now = changed.now().descriptor();
        var text = texts.changed(changed.meant(), changed.now());
        var ruling = refused(request, now.id().name().toString(), now.id(), "version", "'" + changed.meant() + "' is gone");
        return refuse(now, ruling, CallOutcome.CHANGED, text);
    }

    private CallAnswer refuse(Descriptor descriptor, Ruling ruling, CallOutcome outcome, String text) {
        bench.refuse(ruling, outcome);
        return error(descriptor, ruling, text);
    }

    private static CallAnswer error(Descriptor descriptor, Ruling ruling, String text) {
        return new CallAnswer.Answered(descriptor, ToolOutcome.error(text), ruling, false);
    }

    private Ruling refused(Request request, String tool, @Nullable ToolId id, String rule, String reason) {
        var revision = request.rules().permissions().revision();
        return ruling(request, tool, id, new PermissionDecision.Deny(rule, RELEASES, revision, reason));
    }

    private Ruling ruling(Request request, String tool, @Nullable ToolId id, PermissionDecision decision) {
        var visit = request.visit();
        var behalf = visit.behalf();
        return new Ruling(
                DecisionId.fresh(),
                clock.instant(),
                visit.who(),
                behalf == null ? null : behalf.host(),
                EndpointPath.of(visit.endpoint()),
                tool,
                id == null ? null : id.version().toString(),
                decision,
                behalf == null ? null : behalf.statement().run(),
                request.argsDigest());
    }

    private static List<OfferedTool> view(ToolRules rules, Visit visit) {
        return View.of(rules.tools(), rules.permissions(), visit.who(), visit.scopes(), visit.endpoint()).stream()
                .map(tool -> new OfferedTool(
                        ToolNames.at(visit.endpoint(), tool.descriptor().id().name()), tool.descriptor(), tool.narrowedInput()))
                .toList();
    }

    private record Request(ToolRules rules, Visit visit, CallAsked asked, String argsDigest) {}
}
