package signalbox.kit.call;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.Effect;
import signalbox.descriptor.EffectClass;
import signalbox.descriptor.Output;
import signalbox.descriptor.ToolId;
import signalbox.kit.TestDatabase;
import signalbox.kit.TestServers;
import signalbox.kit.audit.AuditLog;
import signalbox.kit.audit.DecisionId;
import signalbox.kit.audit.RecordedDecision;
import signalbox.kit.endpoint.CallContext;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.telemetry.ToolTelemetry;
import signalbox.kit.tool.ToolOutcome;
import signalbox.kit.tool.ToolWork;
import signalbox.kit.view.VersionChoice;
import signalbox.kit.work.IdempotentResults;
import signalbox.kit.work.WorkThreads;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PermissionDecision;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.source.Place;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The last two stages of a call, work and audit, over a real database: calls arrive here permitted.
final class WorkFixture implements AutoCloseable {
    private static final ToolRules RULES = TestServers.rules(TestServers.tools(), TestServers.permissions());

    /// What the work of this fixture leaves where it is kept.
    final String mark = UUID.randomUUID().toString();

    /// Whether calls that have waited are permitted still.
    final AtomicBoolean stillAllowed = new AtomicBoolean(true);

    final AuditLog audit = new AuditLog(TestDatabase.get(), ToolTelemetry.NONE);
    private final Map<DecisionId, ToolWork> work = new ConcurrentHashMap<>();
    private final WorkThreads threads;
    private final CallStage.Onward stages;
    private Instant now = Instant.parse("2026-11-01T10:00:00Z");

    /// @param longest how long a call may take
    WorkFixture(Duration longest) {
        threads = new WorkThreads(longest);
        var store = new CallExecutor.Store(TestDatabase.get(), threads, audit, InstantSource.system());
        var writing = CallExecutor.writing(store, new IdempotentResults(TestDatabase.get().workSource()));
        stages = CallExecutor.onward(List.of(
                new WorkStage(call -> work.get(call.decision().id()), _ -> stillAllowed.get(), new CompiledSchemas(), threads, writing),
                new AuditStage(audit)));
    }

    /// A permitted call of this version by this caller.
    ///
    /// @param caller a name that is this fixture's own
    Invocation call(String caller, Descriptor version, CallToolRequest request, ToolWork does) {
        var principal = PrincipalName.parse(caller + "-" + mark);
        var context = CallContext.silent(new CallerContext(principal, Scopes.ALL, new Endpoint.Everything(), "credential c", null));
        var call = Invocation.of(context, request, RULES, version.id().name()).chosen(new VersionChoice.Choice.Chosen(version, "the default"));
        var allow = new PermissionDecision.Allow("tester.may[0]", new Place("permissions.yaml", 3, 5), "sha256:1");
        var decision = new RecordedDecision(DecisionId.fresh(), now, context.caller(), call.subject(version.id()), allow);
        work.put(decision.id(), does);
        return call.decided(decision);
    }

    /// A call by ada that may write.
    Invocation call(@Nullable String callId, ToolWork does) {
        return call("person:ada", version(EffectClass.WRITE, null, 256), request(callId, "{}"), does);
    }

    CallToolResult perform(Invocation call) {
        return stages.next(call);
    }

    /// Work that writes, and then gives this.
    ToolWork marking(ToolOutcome outcome) {
        return _ -> {
            TestDatabase.mark(mark);
            return outcome;
        };
    }

    int marks() {
        return TestDatabase.marks(mark);
    }

    void letPass(Duration time) {
        now = now.plus(time);
    }

    static CallToolRequest request(@Nullable String callId, String arguments) {
        return CallToolRequest.of("tool", (ObjectNode) JsonMapper.shared().readTree(arguments), callId);
    }

    static Descriptor version(EffectClass effect, @Nullable String output, int maxBytes) {
        var schema = output == null ? null : (ObjectNode) JsonMapper.shared().readTree(output);
        return new Descriptor(
                ToolId.parse("yard.tool@1.0.0"), new Descriptor.Wording("Tool", "Does.", "", ""),
                new Effect(effect, false, false, "", false), new TreeSet<>(),
                JsonNodeFactory.instance.objectNode(), new Output(schema, maxBytes), "sha256:" + output);
    }

    /// How the audit says that the call ended.
    static List<String> outcomes(Invocation call) {
        return TestDatabase.jdbc().sql("select outcome from kit.audit where decision_id = ?")
                .param(call.decision().id().value()).query(String.class).list();
    }

    @Override
    public void close() {
        threads.close();
        audit.close();
    }
}
