package signalbox.kit.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.database.Database;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.Effect;
import signalbox.descriptor.EffectClass;
import signalbox.descriptor.Output;
import signalbox.descriptor.ToolId;
import signalbox.kit.TestDatabase;
import signalbox.kit.telemetry.ToolTelemetry;
import signalbox.kit.tool.ToolOutcome;
import signalbox.kit.tool.ToolRequest;
import signalbox.kit.tool.ToolWork;
import signalbox.policy.permission.PermissionDecision;
import signalbox.policy.permission.PrincipalName;
import signalbox.source.Place;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class CallExecutorTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final PrincipalName ADA = PrincipalName.parse("person:ada");

    private final String mark = UUID.randomUUID().toString();
    private Instant now = Instant.parse("2026-11-01T10:00:00Z");
    private CallExecutor bench = bench(Duration.ofSeconds(20));

    @AfterEach
    void closeBench() {
        bench.close();
    }

    @Test
    void workAndItsAuditRowRemainTogether() {
        var job = job("call", marking(ToolOutcome.text("done")));

        var done = bench.perform(job);

        assertThat(done).isEqualTo(new InvocationOutcome.Finished(ToolOutcome.text("done"), false));
        assertThat(TestDatabase.marks(mark)).isEqualTo(1);
        assertThat(outcomes(job)).containsExactly("ok");
    }

    @Test
    void anErrorOutcomeUndoesTheWorkAndIsStillRememberedAndAudited() {
        var first = job("call", marking(ToolOutcome.error("no such order")));
        var again = job("call", marking(ToolOutcome.text("never")));

        bench.perform(first);
        var done = bench.perform(again);

        assertThat(done).isEqualTo(new InvocationOutcome.Finished(ToolOutcome.error("no such order"), true));
        assertThat(TestDatabase.marks(mark)).isZero();
        assertThat(outcomes(first)).containsExactly("error");
        assertThat(outcomes(again)).containsExactly("repeated");
    }

    @Test
    void workThatBreaksLeavesNothingButItsAuditRow() {
        var job = job("call", request -> {
            marking(ToolOutcome.text("")).run(request);
            throw new IllegalArgumentException("a secret");
        });
        var retry = job("call", marking(ToolOutcome.text("second try")));

        var done = bench.perform(job);
        var retried = bench.perform(retry);

        assertThat(done).isEqualTo(new InvocationOutcome.Broken());
        assertThat(outcomes(job)).containsExactly("broken");
        assertThat(retried).isEqualTo(new InvocationOutcome.Finished(ToolOutcome.text("second try"), false));
        assertThat(TestDatabase.marks(mark)).isEqualTo(1);
    }

    @Test
    void aWriteWithoutItsAuditRowDoesNotHappen() {
        var taken = job(null, marking(ToolOutcome.text("first")));
        bench.perform(taken);
        var sameDecision = new Invocation(taken.descriptor(), taken.work(), taken.request(), () -> true, null, taken.ruling());

        assertThat(catching(() -> bench.perform(sameDecision))).isNotNull();

        assertThat(TestDatabase.marks(mark)).isEqualTo(1);
    }

    @Test
    void aRepeatedCallReturnsTheStoredResultWithEveryDigit() {
        var structured = JSON.readTree("{\"even\":true,\"exact\":12345678901234567890.10,\"text\":\"\\u0000\\u00e9\"}");
        var typed = descriptor("{\"type\":\"object\"}", 4096);
        var first = new Invocation(typed, _ -> ToolOutcome.structured("é", structured), asked("{}"), () -> true, "typed", ruling("{}"));
        var again = new Invocation(typed, _ -> ToolOutcome.error("ran twice"), asked("{}"), () -> true, "typed", ruling("{}"));

        bench.perform(first);
        var done = bench.perform(again);

        assertThat(done).isInstanceOfSatisfying(InvocationOutcome.Finished.class, finished -> {
            assertThat(finished.repeated()).isTrue();
            assertThat(finished.outcome().text()).isEqualTo("é");
            assertThat(String.valueOf(finished.outcome().structured())).isEqualTo(structured.toString());
        });
    }

    @Test
    void aCallIdStandsForOneToolWithOneSetOfArguments() {
        bench.perform(job("call", marking(ToolOutcome.text("done"))));
        var other = new Invocation(descriptor(null, 256), marking(ToolOutcome.text("other")), asked("{\"a\":1}"), () -> true, "call", ruling("{\"a\":1}"));

        var done = bench.perform(other);

        assertThat(done).isEqualTo(new InvocationOutcome.Clash("yard.tool@1.0.0"));
        assertThat(outcomes(other)).containsExactly("clash");
        assertThat(TestDatabase.marks(mark)).isEqualTo(1);
    }

    @Test
    void aCallIdIsForgottenAfterADay() {
        bench.perform(job("call", marking(ToolOutcome.text("first"))));
        now = now.plus(Duration.ofHours(24)).plusSeconds(1);

        var done = bench.perform(job("call", marking(ToolOutcome.text("second"))));

        assertThat(done).isEqualTo(new InvocationOutcome.Finished(ToolOutcome.text("second"), false));
        assertThat(TestDatabase.marks(mark)).isEqualTo(2);
    }

    @Test
    void callsWithTheSameIdAtTheSameTimeRunOnce() throws Exception {
        var runs = new AtomicInteger();
        ToolWork counting = request -> {
            runs.incrementAndGet();
            return marking(ToolOutcome.text("done")).run(request);
        };
        var done = new ArrayList<Future<InvocationOutcome>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                done.add(threads.submit(() -> bench.perform(job("call", counting))));
            }
        }

        assertThat(runs).hasValue(1);
        assertThat(TestDatabase.marks(mark)).isEqualTo(1);
        assertThat(done).extracting(future -> ((InvocationOutcome.Finished) future.get()).repeated())
                .containsOnlyOnce(false).hasSize(16);
    }

    @Test
    void workThatDoesNotEndExpiresAndLeavesNothing() {
        bench.close();
        bench = bench(Duration.ofMillis(300));
        var never = new CountDownLatch(1);
        var job = job("call", request -> {
            marking(ToolOutcome.text("")).run(request);
            try {
                never.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return ToolOutcome.text("too late");
        });

        var done = bench.perform(job);

        assertThat(done).isInstanceOf(InvocationOutcome.Expired.class);
        assertThat(outcomes(job)).containsExactly("expired");
        assertThat(TestDatabase.marks(mark)).isZero();
    }

    @Test
    void aCallerWithManySlowCallsHoldsUpNobodyElse() throws Exception {
        var begun = new Semaphore(0);
        var go = new CountDownLatch(1);
        ToolWork slow = request -> {
            marking(ToolOutcome.text("")).run(request);
            begun.release();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return ToolOutcome.text("at last");
        };
        var many = new ArrayList<Future<InvocationOutcome>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                many.add(threads.submit(() -> bench.perform(job(null, slow))));
            }
            begun.acquire(CallerConcurrency.AT_ONCE);

            var done = bench.perform(new Invocation(
                    descriptor(null, 256), marking(ToolOutcome.text("done")), asked("{}"), () -> true, null, ruling("person:bob-" + mark, "{}")));

            assertThat(done).isEqualTo(new InvocationOutcome.Finished(ToolOutcome.text("done"), false));
            assertThat(begun.availablePermits()).isZero();
            go.countDown();
        }
        assertThat(many).extracting(Future::get).containsOnly(new InvocationOutcome.Finished(ToolOutcome.text("at last"), false)).hasSize(20);
    }

    @Test
    void whoWaitsForATurnDoesSoWithinTheTimeOfACall() throws Exception {
        bench.close();
        bench = bench(Duration.ofMillis(300));
        var begun = new Semaphore(0);
        var go = new Semaphore(0);
        ToolWork stuck = _ -> {
            begun.release();
            go.acquireUninterruptibly();
            return ToolOutcome.text("too late");
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CallerConcurrency.AT_ONCE; i++) {
                var _ = threads.submit(() -> bench.perform(job(null, stuck)));
            }
            begun.acquire(CallerConcurrency.AT_ONCE);
            var waiting = job(null, marking(ToolOutcome.text("never")));

            var done = bench.perform(waiting);

            assertThat(done).isInstanceOf(InvocationOutcome.Expired.class);
            assertThat(outcomes(waiting)).containsExactly("expired");
            go.release(CallerConcurrency.AT_ONCE);
        }
        assertThat(TestDatabase.marks(mark)).isZero();
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
            var refused = job(null, marking(ToolOutcome.text("")));

            bench.refuse(refused.ruling(), CallOutcome.DENIED);

            assertThat(outcomes(refused)).containsExactly("denied");
        } finally {
            for (var connection : held) {
                connection.close();
            }
        }
    }

    @Test
    void aStructuredResultThatBreaksItsPromiseUndoesTheWork() {
        var promising = descriptor("{\"type\":\"object\",\"required\":[\"even\"]}", 4096);
        JsonNode odd = JSON.readTree("{\"odd\":1}");
        var job = new Invocation(promising, marking(ToolOutcome.structured("odd", odd)), asked("{}"), () -> true, null, ruling("{}"));

        var done = bench.perform(job);

        assertThat(done).isInstanceOfSatisfying(InvocationOutcome.Finished.class, finished -> {
            assertThat(finished.outcome().error()).isTrue();
            assertThat(finished.outcome().text()).isEqualTo("'yard.tool@1.0.0' gave a result that is not what it promises; nothing was done.");
        });
        assertThat(TestDatabase.marks(mark)).isZero();
    }

    private CallExecutor bench(Duration longest) {
        return new CallExecutor(TestDatabase.get(), new CompiledSchemas(), () -> now, longest, ToolTelemetry.NONE);
    }

    private ToolWork marking(ToolOutcome outcome) {
        return _ -> {
            TestDatabase.mark(mark);
            return outcome;
        };
    }

    private Invocation job(@Nullable String callId, ToolWork work) {
        return new Invocation(descriptor(null, 256), work, asked("{}"), () -> true, callId, ruling("{}"));
    }

    private RecordedDecision ruling(String args) {
        return ruling(ADA + "-" + mark, args);
    }

    private RecordedDecision ruling(String caller, String args) {
        var allow = new PermissionDecision.Allow("tester.may[0]", new Place("permissions.yaml", 3, 5), "sha256:1");
        return new RecordedDecision(DecisionId.fresh(), now, PrincipalName.parse(caller), null, "/mcp", "yard.tool", "1.0.0", allow, null, args);
    }

    private static Descriptor descriptor(@Nullable String output, int maxBytes) {
        var schema = output == null ? null : (ObjectNode) JSON.readTree(output);
        return new Descriptor(
                ToolId.parse("yard.tool@1.0.0"), "Tool", "Does.", "", "",
                new Effect(EffectClass.WRITE, false, false, "", false), new TreeSet<>(),
                JsonNodeFactory.instance.objectNode(), new Output(schema, maxBytes), "sha256:" + output);
    }

    private static ToolRequest asked(String arguments) {
        return new ToolRequest(ToolId.parse("yard.tool@1.0.0"), (ObjectNode) JSON.readTree(arguments), ADA);
    }

    private static List<String> outcomes(Invocation job) {
        return TestDatabase.jdbc().sql("select outcome from kit.audit where decision_id = ?")
                .param(job.ruling().id().value()).query(String.class).list();
    }

    private static @Nullable Throwable catching(Runnable act) {
        try {
            act.run();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }
}
