package signalbox.kit.call;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import signalbox.database.Database;
import signalbox.descriptor.ToolName;
import signalbox.identity.CallerAssertions;
import signalbox.kit.audit.AuditLog;
import signalbox.kit.audit.DecisionRecorder;
import signalbox.kit.endpoint.CallContext;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.view.ToolNames;
import signalbox.kit.view.VersionChoice;
import signalbox.kit.work.IdempotentResults;
import signalbox.kit.work.WorkThreads;
import signalbox.policy.permission.Endpoint;

/// Makes calls. There is no other way to a tool's work.
public final class CallExecutor {
    private final Supplier<ToolRules> rules;
    private final InstantSource clock;
    private final IdempotentResults results;
    private final CallStage.Onward stages;
    private volatile @Nullable ToolNames names;

    public CallExecutor(Parts parts) {
        rules = parts.rules();
        clock = parts.store().clock();
        results = new IdempotentResults(parts.store().database().workSource());
        stages = onward(stages(parts, results));
    }

    /// What calls are decided by and done with.
    public record Parts(
            Supplier<ToolRules> rules, ToolHandlers handlers, VersionChoice versions, CallerAssertions assertions, Store store) {}

    /// Where calls are done and kept.
    public record Store(Database database, WorkThreads threads, AuditLog audit, InstantSource clock) {}

    /// What every call passes, in this order, whoever makes it and wherever its work is done.
    ///
    /// The whole order is: assertion, version, permission, limit, approval, schema, adapter, work, shadow, audit; a stage
    /// that is not built yet is not in the list. The audit comes last and is passed by every call: one that an earlier stage
    /// ends goes straight to it.
    private static List<CallStage> stages(Parts parts, IdempotentResults results) {
        var store = parts.store();
        var recorder = new DecisionRecorder(store.clock());
        var schemas = new CompiledSchemas();
        var permission = new PermissionStage(recorder, parts.rules());
        return List.of(
                new AssertionStage(parts.assertions(), recorder),
                new VersionStage(parts.versions(), recorder),
                permission,
                new SchemaStage(schemas),
                new WorkStage(
                        call -> parts.handlers().of(call.rules().tools(), call.descriptor().id()), permission::isStillAllowed, schemas, store.threads(), writing(store, results)),
                new AuditStage(store.audit()));
    }

    /// Takes a call through all stages.
    public CallToolResult call(CallContext context, CallToolRequest request) {
        var now = rules.get();
        return stages.next(Invocation.of(context, request, now, names(now).tool(context.caller().endpoint(), request.name())));
    }

    /// The tool that goes by this name at this endpoint, whoever may see it; null where there is none.
    public @Nullable ToolName named(Endpoint endpoint, String name) {
        return names(rules.get()).tool(endpoint, name);
    }

    /// Drops the results of calls that are more than 24 hours old.
    public void forget() {
        results.forgetBefore(clock.instant());
    }

    /// The stages one after the other.
    static CallStage.Onward onward(List<CallStage> stages) {
        CallStage.Onward rest = new Nothing();
        for (var stage : stages.reversed()) {
            rest = new Rest(stage, rest, stages.getLast());
        }
        return rest;
    }

    private record Rest(CallStage stage, CallStage.Onward after, CallStage last) implements CallStage.Onward {
        @Override
        public CallToolResult next(Invocation call) {
            return stage.pass(call, after);
        }

        @Override
        public CallToolResult end(Invocation ended) {
            return last.pass(ended, new Nothing());
        }
    }

    /// What comes after the last stage.
    private record Nothing() implements CallStage.Onward {
        @Override
        public CallToolResult next(Invocation call) {
            throw new IllegalStateException("no stage comes after the last");
        }

        @Override
        public CallToolResult end(Invocation ended) {
            return next(ended);
        }
    }

    static WorkStage.Writing writing(Store store, IdempotentResults results) {
        var transaction = new TransactionTemplate(new JdbcTransactionManager(store.database().workSource()));
        transaction.setTimeout((int) Math.max(1, store.threads().longest().toSeconds()));
        return new WorkStage.Writing(transaction, results);
    }

    private ToolNames names(ToolRules rules) {
        var now = ToolNames.of(rules.tools(), names);
        names = now;
        return now;
    }
}
