package signalbox.kit.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import signalbox.database.Database;
import signalbox.descriptor.EffectClass;
import signalbox.kit.TestDatabase;
import signalbox.kit.audit.CallOutcome;
import signalbox.kit.tool.ToolOutcome;
import signalbox.kit.tool.ToolWork;
import signalbox.kit.work.CallerConcurrency;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What remains of a call, and what its caller is answered, however its work ends.
class WorkStageTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final WorkFixture calls = new WorkFixture(Duration.ofSeconds(20));
    private final WorkFixture hasty = new WorkFixture(Duration.ofMillis(300));

    @AfterEach
    void close() {
        calls.close();
        hasty.close();
    }

    @Test
    void workAndItsAuditRowRemainTogether() {
        var call = calls.call("call", calls.marking(ToolOutcome.text("done")));

        var done = answer(calls.perform(call));

        assertThat(done.outcome()).isEqualTo(ToolOutcome.text("done"));
        assertThat(done.repeated()).isFalse();
        assertThat(calls.marks()).isEqualTo(1);
        assertThat(WorkFixture.outcomes(call)).containsExactly("ok");
    }

    @Test
    void anErrorOutcomeUndoesTheWorkAndIsStillRememberedAndAudited() {
        var first = calls.call("call", calls.marking(ToolOutcome.error("no such order")));
        var again = calls.call("call", calls.marking(ToolOutcome.text("never")));

        calls.perform(first);
        var done = answer(calls.perform(again));

        assertThat(done.outcome()).isEqualTo(ToolOutcome.error("no such order"));
        assertThat(done.repeated()).isTrue();
        assertThat(calls.marks()).isZero();
        assertThat(WorkFixture.outcomes(first)).containsExactly("error");
        assertThat(WorkFixture.outcomes(again)).containsExactly("repeated");
    }

    @Test
    void workThatBreaksLeavesNothingButItsAuditRow() {
        var call = calls.call("call", request -> {
            calls.marking(ToolOutcome.text("")).run(request);
            throw new IllegalArgumentException("a secret");
        });
        var retry = calls.call("call", calls.marking(ToolOutcome.text("second try")));

        var done = answer(calls.perform(call));
        var retried = answer(calls.perform(retry));

        assertThat(done.outcome()).isEqualTo(ToolOutcome.error(
                "'tool' failed because of a fault on the server's side (decision " + call.decision().id() + ")."));
        assertThat(WorkFixture.outcomes(call)).containsExactly("broken");
        assertThat(retried.outcome()).isEqualTo(ToolOutcome.text("second try"));
        assertThat(retried.repeated()).isFalse();
        assertThat(calls.marks()).isEqualTo(1);
    }

    @Test
    void aWriteWithoutItsAuditRowDoesNotHappen() {
        var call = calls.call(null, calls.marking(ToolOutcome.text("first")));
        calls.perform(call);

        assertThatThrownBy(() -> calls.perform(call)).isInstanceOf(RuntimeException.class);

        assertThat(calls.marks()).isEqualTo(1);
    }

    @Test
    void aRepeatedCallReturnsTheStoredResultWithEveryDigit() {
        var structured = JSON.readTree("{\"even\":true,\"exact\":12345678901234567890.10,\"text\":\"\\u0000\\u00e9\"}");
        var typed = WorkFixture.version(EffectClass.WRITE, "{\"type\":\"object\"}", 4096);
        var request = WorkFixture.request("typed", "{}");

        calls.perform(calls.call("person:ada", typed, request, _ -> ToolOutcome.structured("é", structured)));
        var done = answer(calls.perform(calls.call("person:ada", typed, request, _ -> ToolOutcome.error("ran twice"))));

        assertThat(done.repeated()).isTrue();
        assertThat(done.outcome().text()).isEqualTo("é");
        assertThat(String.valueOf(done.outcome().structured())).isEqualTo(structured.toString());
    }

    @Test
    void aRepeatedCallThatIsNoLongerPermittedIsAnsweredWithNothingOfTheFirst() {
        calls.perform(calls.call("call", calls.marking(ToolOutcome.text("a secret"))));
        var again = calls.call("call", calls.marking(ToolOutcome.text("never")));
        calls.stillAllowed.set(false);

        var done = answer(calls.perform(again));

        assertThat(done.outcome()).isEqualTo(ToolOutcome.error(
                "'tool' is no longer permitted. Nothing was done (decision " + again.decision().id() + ")."));
        assertThat(WorkFixture.outcomes(again)).containsExactly("denied");
        assertThat(calls.marks()).isEqualTo(1);
    }

    @Test
    void aCallIdBelongsToOneToolWithOneSetOfArguments() {
        calls.perform(calls.call("call", calls.marking(ToolOutcome.text("done"))));
        var other = calls.call(
                "person:ada", WorkFixture.version(EffectClass.WRITE, null, 256), WorkFixture.request("call", "{\"a\":1}"),
                calls.marking(ToolOutcome.text("other")));

        var done = answer(calls.perform(other));

        assertThat(done.outcome()).isEqualTo(ToolOutcome.error("The call id 'call' belongs to an earlier call of 'yard.tool@1.0.0'"
                + " with other arguments or of another tool. Nothing was done. Use a new id for a new call."));
        assertThat(WorkFixture.outcomes(other)).containsExactly("clash");
        assertThat(calls.marks()).isEqualTo(1);
    }

    @Test
    void aCallIdIsForgottenAfterADay() {
        calls.perform(calls.call("call", calls.marking(ToolOutcome.text("first"))));
        calls.letPass(Duration.ofHours(24).plusSeconds(1));

        var done = answer(calls.perform(calls.call("call", calls.marking(ToolOutcome.text("second")))));

        assertThat(done.outcome()).isEqualTo(ToolOutcome.text("second"));
        assertThat(done.repeated()).isFalse();
        assertThat(calls.marks()).isEqualTo(2);
    }

    @Test
    void callsWithTheSameIdAtTheSameTimeRunOnce() throws Exception {
        var runs = new AtomicInteger();
        ToolWork counting = request -> {
            runs.incrementAndGet();
            return calls.marking(ToolOutcome.text("done")).run(request);
        };
        var done = new ArrayList<Future<CallToolResult>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                done.add(threads.submit(() -> calls.perform(calls.call("call", counting))));
            }
        }

        assertThat(runs).hasValue(1);
        assertThat(calls.marks()).isEqualTo(1);
        assertThat(done).extracting(future -> answer(future.get()).repeated()).containsOnlyOnce(false).hasSize(16);
    }

    @Test
    void aReadingCallRunsAgainWhereItIsRepeated() {
        var runs = new AtomicInteger();
        ToolWork counting = _ -> ToolOutcome.text("run " + runs.incrementAndGet());

        var first = answer(calls.perform(reading("call", counting)));
        var again = answer(calls.perform(reading("call", counting)));

        assertThat(first.outcome()).isEqualTo(ToolOutcome.text("run 1"));
        assertThat(again.outcome()).isEqualTo(ToolOutcome.text("run 2"));
        assertThat(again.repeated()).isFalse();
    }

    @Test
    void aReadingCallHoldsNoTransaction() {
        var inTransaction = new AtomicBoolean();
        ToolWork looking = _ -> {
            inTransaction.set(TransactionSynchronizationManager.isActualTransactionActive());
            return ToolOutcome.text("");
        };

        calls.perform(calls.call(null, looking));
        assertThat(inTransaction).isTrue();
        calls.perform(reading("call", looking));

        assertThat(inTransaction).isFalse();
    }

    @Test
    void readingCallsOfOneCallerAreDoneAllAtOnce() throws Exception {
        int many = 3 * CallerConcurrency.AT_ONCE;
        var together = new CountDownLatch(many);
        ToolWork meeting = _ -> {
            together.countDown();
            return ToolOutcome.text(String.valueOf(isReached(together)));
        };
        var done = new ArrayList<Future<CallToolResult>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < many; i++) {
                var call = reading("call-" + i, meeting);
                done.add(threads.submit(() -> calls.perform(call)));
            }
        }

        assertThat(done).extracting(future -> answer(future.get()).outcome().text()).containsOnly("true").hasSize(many);
    }

    @Test
    void workThatDoesNotEndExpiresAndLeavesNothing() {
        var never = new CountDownLatch(1);
        var call = hasty.call("call", request -> {
            hasty.marking(ToolOutcome.text("")).run(request);
            isReached(never);
            return ToolOutcome.text("too late");
        });

        var done = answer(hasty.perform(call));

        assertThat(done.outcome().text()).contains("did not end within").contains("Nothing was done");
        assertThat(WorkFixture.outcomes(call)).containsExactly("expired");
        assertThat(hasty.marks()).isZero();
    }

    @Test
    void aCallerWithManySlowCallsHoldsUpNobodyElse() throws Exception {
        var begun = new Semaphore(0);
        var go = new CountDownLatch(1);
        ToolWork slow = request -> {
            calls.marking(ToolOutcome.text("")).run(request);
            begun.release();
            return ToolOutcome.text(isReached(go) ? "at last" : "never");
        };
        var many = new ArrayList<Future<CallToolResult>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                many.add(threads.submit(() -> calls.perform(calls.call(null, slow))));
            }
            begun.acquire(CallerConcurrency.AT_ONCE);

            var done = answer(calls.perform(calls.call(
                    "person:bob", WorkFixture.version(EffectClass.WRITE, null, 256), WorkFixture.request(null, "{}"),
                    calls.marking(ToolOutcome.text("done")))));

            assertThat(done.outcome()).isEqualTo(ToolOutcome.text("done"));
            assertThat(begun.availablePermits()).isZero();
            go.countDown();
        }
        assertThat(many).extracting(future -> answer(future.get()).outcome()).containsOnly(ToolOutcome.text("at last")).hasSize(20);
    }

    @Test
    void whoWaitsForAPlaceDoesSoWithinTheTimeOfACall() throws Exception {
        var begun = new Semaphore(0);
        var go = new Semaphore(0);
        ToolWork stuck = _ -> {
            begun.release();
            go.acquireUninterruptibly();
            return ToolOutcome.text("too late");
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CallerConcurrency.AT_ONCE; i++) {
                var _ = threads.submit(() -> hasty.perform(hasty.call(null, stuck)));
            }
            begun.acquire(CallerConcurrency.AT_ONCE);
            var waiting = hasty.call(null, hasty.marking(ToolOutcome.text("never")));

            var done = answer(hasty.perform(waiting));

            assertThat(done.outcome().text()).contains("did not end within");
            assertThat(WorkFixture.outcomes(waiting)).containsExactly("expired");
            go.release(CallerConcurrency.AT_ONCE);
        }
        assertThat(hasty.marks()).isZero();
    }

    @Test
    void theRecordIsKeptWhileWorkHoldsEveryConnection() throws Exception {
        var held = new ArrayList<Connection>();
        try {
            for (int i = 0; i < Database.MOST_AT_WORK; i++) {
                var connection = TestDatabase.get().workSource().getConnection();
                connection.createStatement().execute("select 1"); // it is taken with its first statement
                held.add(connection);
            }
            var refused = calls.call(null, calls.marking(ToolOutcome.text("")));

            calls.audit.record(refused.decision(), CallOutcome.DENIED, Duration.ZERO);

            assertThat(WorkFixture.outcomes(refused)).containsExactly("denied");
        } finally {
            for (var connection : held) {
                connection.close();
            }
        }
    }

    @Test
    void aStructuredResultThatBreaksItsPromiseUndoesTheWork() {
        var promising = WorkFixture.version(EffectClass.WRITE, "{\"type\":\"object\",\"required\":[\"even\"]}", 4096);
        var odd = JSON.readTree("{\"odd\":1}");
        var call = calls.call(
                "person:ada", promising, WorkFixture.request(null, "{}"), calls.marking(ToolOutcome.structured("odd", odd)));

        var done = answer(calls.perform(call));

        assertThat(done.outcome()).isEqualTo(
                ToolOutcome.error("'yard.tool@1.0.0' gave a result that is not what it promises; nothing was done."));
        assertThat(calls.marks()).isZero();
    }

    private Invocation reading(String callId, ToolWork does) {
        return calls.call(
                "person:ada", WorkFixture.version(EffectClass.READ, null, 256), WorkFixture.request(callId, "{}"), does);
    }

    private static CallToolResult.Answered answer(CallToolResult result) {
        return (CallToolResult.Answered) result;
    }

    /// Waits for it; false where it does not come in time or the wait is interrupted.
    private static boolean isReached(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
