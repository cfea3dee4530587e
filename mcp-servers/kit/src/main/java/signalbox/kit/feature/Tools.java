package signalbox.kit.feature;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.database.Database;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;
import signalbox.identity.CallCheck;
import signalbox.identity.CallerAssertion;
import signalbox.identity.CallerAssertions;
import signalbox.json.Digest;
import signalbox.kit.call.CallExecutor;
import signalbox.kit.call.CallOutcome;
import signalbox.kit.call.CompiledSchemas;
import signalbox.kit.call.Invocation;
import signalbox.kit.call.InvocationOutcome;
import signalbox.kit.call.RecordedDecision;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.EndpointPath;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.tool.ToolOutcome;
import signalbox.kit.tool.ToolRequest;
import signalbox.kit.view.ListedTool;
import signalbox.kit.view.ListedVersions;
import signalbox.kit.view.ServerInfo;
import signalbox.kit.view.ToolNames;
import signalbox.kit.view.ToolView;
import signalbox.kit.view.VersionChoice;
import signalbox.kit.view.Views;
import signalbox.policy.grant.NearestNames;
import signalbox.policy.permission.Arguments;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PermissionDecision;
import signalbox.policy.permission.Scopes;

/// Answers lists and calls for whoever asks, as the policy says now.
///
/// A call passes coverage by its statement, version, permission, schema and the workbench; there is no other way to a tool's work.
public final class Tools {
    /// How long a client may keep a list.
    public static final Duration TIME_TO_LIVE = ListedVersions.TIME_TO_LIVE;

    private final Supplier<ToolRules> rules;
    private final ToolHandlers works;
    private final CallExecutor bench;
    private final CompiledSchemas schemas;
    private final CallerAssertions statements;
    private final ListedVersions shown;
    private final Views views = new Views();
    private final VersionChoice versions;
    private final DecisionRecorder rulings;
    private final DenialText texts = new DenialText();
    private volatile @Nullable ToolNames names;

    Tools(Supplier<ToolRules> rules, ToolHandlers works, Stores stores, InstantSource clock) {
        this.rules = rules;
        this.works = works;
        rulings = new DecisionRecorder(clock);
        bench = stores.bench();
        schemas = stores.schemas();
        statements = stores.statements();
        shown = new ListedVersions(stores.database(), clock);
        versions = new VersionChoice(shown, views);
    }

    /// What a desk asks and keeps things in.
    public record Stores(Database database, CallExecutor bench, CompiledSchemas schemas, CallerAssertions statements) {}

    public ServerInfo welcome(CallerContext visit) {
        return glance(visit).welcome();
    }

    /// Every tool this visit may call; a call afterwards means what was shown here.
    public ToolView list(CallerContext visit) {
        var view = views.of(rules.get(), visit);
        if (visit.behalf() == null) {
            shown.keep(visit, view);
        }
        return view;
    }

    /// What a list would show now.
    public ToolView glance(CallerContext visit) {
        return views.of(rules.get(), visit);
    }

    public CallToolResult call(CallerContext visit, CallToolRequest asked) {
        var current = rules.get();
        var request = new Request(current, visit, asked, Digest.sha256(asked.arguments()));
        var tool = names(current).tool(visit.endpoint(), asked.name());
        return switch (coverage(request, tool)) {
            case CallCheck.Covered() -> chosen(request, tool);
            case CallCheck.Refused(var reason) -> uncovered(request, tool == null ? asked.name() : tool.toString(), reason);
        };
    }

    private CallToolResult chosen(Request request, @Nullable ToolName tool) {
        var choice = tool == null
                ? versions.none(request.rules(), request.visit())
                : versions.choose(request.rules(), request.visit(), tool);
        return switch (choice) {
            case VersionChoice.Choice.Absent() -> outOfSight(request, tool);
            case VersionChoice.Choice.Changed changed -> changed(request, changed);
            case VersionChoice.Choice.Chosen(var descriptor) -> decided(request, descriptor);
        };
    }

    /// Drops what is no longer needed: old results and old views.
    public void tidy() {
        bench.forget();
        shown.tidy();
    }

    /// A tool that the credential hides is told of where the role would show it; any other is as good as none.
    private CallToolResult outOfSight(Request request, @Nullable ToolName tool) {
        var visit = request.visit();
        var unscoped = new CallerContext(visit.who(), Scopes.ALL, visit.endpoint(), visit.behalf());
        var all = views.of(request.rules(), unscoped);
        var within = tool == null ? null : all.of(tool);
        return within != null && decision(request, within.descriptor()) instanceof PermissionDecision.OutOfScope narrow
                ? outOfScope(request, within.descriptor(), narrow)
                : absent(request, tool == null ? request.asked().name() : tool.toString());
    }

    private CallToolResult outOfScope(Request request, Descriptor descriptor, PermissionDecision.OutOfScope narrow) {
        bench.refuse(ruling(request, descriptor.id(), narrow), CallOutcome.DENIED);
        return new CallToolResult.OutOfScope(narrow.scopes());
    }

    private CallToolResult decided(Request request, Descriptor descriptor) {
        var objection = request.asked().line().envelope().objection(descriptor);
        if (objection != null) {
            bench.refuse(refused(request, descriptor.id(), "envelope", DecisionRecorder.Why.request(request.revision(), objection)), CallOutcome.INVALID);
            return new CallToolResult.Mismatched(objection);
        }
        var decision = decision(request, descriptor);
        var ruling = ruling(request, descriptor.id(), decision);
        return switch (decision) {
            case PermissionDecision.Allow _ -> fitting(request, descriptor, ruling);
            case PermissionDecision.OutOfScope narrow -> outOfScope(request, descriptor, narrow);
            case PermissionDecision.Ask _ -> refuse(descriptor, ruling, CallOutcome.DENIED, texts.ask(request.asked(), ruling));
            case PermissionDecision.Deny _ -> refuse(descriptor, ruling, CallOutcome.DENIED, texts.deny(request.asked(), ruling));
        };
    }

    /// Whether the call is permitted by the credential and the rules of now.
    private boolean stands(Request request, Descriptor descriptor) {
        var now = new Request(rules.get(), request.visit(), request.asked(), request.argsDigest());
        return request.asked().line().standing().getAsBoolean() && decision(now, descriptor).isAllow();
    }

    private static PermissionDecision decision(Request request, Descriptor descriptor) {
        var visit = request.visit();
        return request.rules().permissions().decide(
                visit.who(), visit.scopes(), descriptor, descriptor.effect(), new Arguments.Given(request.asked().arguments()));
    }

    private CallToolResult fitting(Request request, Descriptor descriptor, RecordedDecision ruling) {
        var violations = schemas.input(descriptor).violations(request.asked().arguments());
        return violations.isEmpty()
                ? done(request, descriptor, ruling)
                : refuse(descriptor, ruling, CallOutcome.INVALID, texts.invalid(descriptor, violations));
    }

    private CallToolResult done(Request request, Descriptor descriptor, RecordedDecision ruling) {
        var asked = request.asked();
        var work = works.of(request.rules().tools(), descriptor.id());
        if (work == null) {
            return refuse(descriptor, ruling, CallOutcome.BROKEN, texts.broken(asked, ruling));
        }
        var order = new ToolRequest(descriptor.id(), asked.arguments(), ruling.caller(), asked.line().client(), asked.line().answers());
        return switch (bench.perform(new Invocation(descriptor, work, order, () -> stands(request, descriptor), asked.callId(), ruling))) {
            case InvocationOutcome.Finished(var outcome, var repeated) ->
                new CallToolResult.Answered(descriptor, outcome, ruling, repeated);
            case InvocationOutcome.Asking(var questions) -> new CallToolResult.Asking(questions);
            case InvocationOutcome.Withdrawn() -> error(descriptor, ruling, texts.withdrawn(asked, ruling));
            case InvocationOutcome.Cancelled() -> error(descriptor, ruling, texts.cancelled(asked, ruling));
            case InvocationOutcome.Clash(var earlier) -> error(descriptor, ruling, texts.clash(asked, earlier));
            case InvocationOutcome.Expired(var seconds) -> error(descriptor, ruling, texts.expired(asked, seconds, ruling));
            case InvocationOutcome.Broken() -> error(descriptor, ruling, texts.broken(asked, ruling));
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
        return statements.atCall(behalf.statement(), new CallerAssertion.Call(stated.tool(), request.argsDigest()));
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

    private CallToolResult uncovered(Request request, String tool, String reason) {
        bench.refuse(refused(request, tool, "statement", DecisionRecorder.Why.request(request.revision(), reason)), CallOutcome.DENIED);
        return new CallToolResult.Uncovered("The host's statement does not cover this call: make one for exactly this tool"
                + " version and these arguments, and use it once.");
    }

    private CallToolResult absent(Request request, String tool) {
        var why = DecisionRecorder.Why.releases(request.revision(), "no such tool, or hidden from this caller");
        bench.refuse(refused(request, tool, "unknown-tool", why), CallOutcome.DENIED);
        var asked = request.asked().name();
        var seen = views.of(request.rules(), request.visit()).tools();
        return new CallToolResult.NotFound(asked, NearestNames.to(asked, seen.stream().map(ListedTool::name).toList()));
    }

    private CallToolResult changed(Request request, VersionChoice.Choice.Changed changed) {
        var now = changed.now().descriptor();
        var why = DecisionRecorder.Why.releases(request.revision(), "'" + changed.meant() + "' is gone");
        var ruling = refused(request, now.id(), "version", why);
        return refuse(now, ruling, CallOutcome.CHANGED, texts.changed(changed.meant(), changed.now()));
    }

    private CallToolResult refuse(Descriptor descriptor, RecordedDecision ruling, CallOutcome outcome, String text) {
        bench.refuse(ruling, outcome);
        return error(descriptor, ruling, text);
    }

    private static CallToolResult error(Descriptor descriptor, RecordedDecision ruling, String text) {
        return new CallToolResult.Answered(descriptor, ToolOutcome.error(text), ruling, false);
    }

    private RecordedDecision ruling(Request request, ToolId id, PermissionDecision decision) {
        return rulings.of(request.visit(), subject(request, id), decision);
    }

    private RecordedDecision refused(Request request, ToolId id, String rule, DecisionRecorder.Why why) {
        return rulings.denial(request.visit(), subject(request, id), rule, why);
    }

    private RecordedDecision refused(Request request, String tool, String rule, DecisionRecorder.Why why) {
        return rulings.denial(request.visit(), new DecisionRecorder.Subject(tool, null, request.argsDigest()), rule, why);
    }

    private static DecisionRecorder.Subject subject(Request request, ToolId id) {
        return new DecisionRecorder.Subject(id.name().toString(), id.version().toString(), request.argsDigest());
    }

    private ToolNames names(ToolRules rules) {
        var now = ToolNames.of(rules.tools(), names);
        names = now;
        return now;
    }

    /// The tool that goes by this name at this endpoint, whoever may see it; null where there is none.
    public @Nullable ToolName named(Endpoint endpoint, String name) {
        return names(rules.get()).tool(endpoint, name);
    }

    private record Request(ToolRules rules, CallerContext visit, CallToolRequest asked, String argsDigest) {
        String revision() {
            return rules.permissions().revision();
        }
    }
}
