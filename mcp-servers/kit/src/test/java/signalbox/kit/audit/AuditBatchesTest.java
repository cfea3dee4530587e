package signalbox.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import signalbox.kit.TestDatabase;
import signalbox.kit.endpoint.CallerContext;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PermissionDecision;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.source.Place;
import signalbox.testing.Patience;

class AuditBatchesTest {
    @Test
    void aRowThatIsRefusedTakesNoOtherOfItsBatchWithIt() throws Exception {
        var taken = DecisionId.fresh();
        try (var batches = new AuditBatches(TestDatabase.get().dataSource());
                var locking = TestDatabase.get().workSource().getConnection()) {
            batches.write(row(taken));
            locking.setAutoCommit(false);
            locking.createStatement().execute("lock table kit.audit in exclusive mode");
            var held = writing(batches, DecisionId.fresh()); // the rows after it wait, and become one batch
            var good = List.of(DecisionId.fresh(), DecisionId.fresh(), DecisionId.fresh());
            var others = List.of(writing(batches, good.get(0)), writing(batches, taken), writing(batches, good.get(1)), writing(batches, good.get(2)));
            locking.commit();

            assertThat(held.join()).isFalse();
            assertThat(others).extracting(CompletableFuture::join).containsExactly(false, true, false, false);
            assertThat(good).allSatisfy(id -> assertThat(TestDatabase.jdbc()
                            .sql("select count(*) from kit.audit where decision_id = ?").param(id.value()).query(Integer.class).single())
                    .isOne());
        }
    }

    /// Whether the row is refused.
    private static CompletableFuture<Boolean> writing(AuditBatches batches, DecisionId id) {
        var refused = new CompletableFuture<Boolean>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                batches.write(row(id));
                refused.complete(false);
            } catch (IllegalStateException _) {
                refused.complete(true);
            }
        });
        Patience.until(Duration.ofSeconds(10), () -> thread.getState() == Thread.State.WAITING);
        return refused;
    }

    private static AuditRow row(DecisionId id) {
        var allow = new PermissionDecision.Allow("tester.may[0]", new Place("permissions.yaml", 3, 5), "sha256:1");
        var caller = new CallerContext(PrincipalName.parse("person:ada"), Scopes.ALL, new Endpoint.Everything(), "credential c", null);
        var subject = new DecisionRecorder.Subject("yard.tool", "1.0.0", "the default", "");
        var decision = new RecordedDecision(id, Instant.parse("2026-11-01T10:00:00Z"), caller, subject, allow);
        return new AuditRow(decision, CallOutcome.OK, 1);
    }
}
