package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of `up` at different moments, and the next start on the same data beside the orphan of the database.
class KilledUpTest {
    private static final int RUNS = 5;

    /// When the process dies.
    private enum Moment {
        FIRST_ATTEMPT {
            @Override
            void await(HeldProvider provider) throws InterruptedException {
                provider.next();
            }
        },
        ALL_ATTEMPTS {
            @Override
            void await(HeldProvider provider) throws InterruptedException {
                for (int i = 0; i < RUNS; i++) {
                    provider.next();
                }
            }
        },
        AMONG_TOOL_CALLS {
            @Override
            void await(HeldProvider provider) throws InterruptedException {
                var asked = List.of(provider.next(), provider.next(), provider.next());
                asked.forEach(one -> one.call("get_order_details", "{\"order_id\":\"#W1000001\"}"));
                provider.next();
            }
        };

        abstract void await(HeldProvider provider) throws InterruptedException;
    }

    @Test
    void whatWasUnderWayIsSettledAtTheNextStart(@TempDir Path folder) throws Exception {
        var data = folder.resolve("data");
        try (var provider = new HeldProvider()) {
            var policies = PolicyFolder.held(folder.resolve("policies"), provider);
            var up = RunningUp.start(data, policies.path());
            try {
                var token = up.child().out().soFar().replaceFirst("(?s).*shown this once: (\\S+).*", "$1");
                for (var moment : Moment.values()) {
                    for (int i = 0; i < RUNS; i++) {
                        var _ = up.running(token, "What is in order #W1000001? Customer " + i);
                    }
                    moment.await(provider);
                    up.child().kill();
                    provider.forget();

                    up = RunningUp.start(data, policies.path());

                    assertThat(up.child().out().soFar()).as("second start").doesNotContain("shown this once")
                            .contains("  A token: ./signalbox token create --principal agent:quickstart --data '" + data + "'");
                    assertThat(number(up, "ledger.run")).as("runs").isPositive();
                    assertThat(number(up, "ledger.attempt")).as("attempts").isPositive();
                    assertNothingIsOpen(up, moment);
                }
                assertTheLastRunIsExplained(up, data);
                var _ = up.running(token, "A run that a stop signal ends");
                provider.next();
                up.child().stop();
                var ended = up.child().ended();
                assertThat(ended.code()).isZero();
                assertThat(data.resolve("run.json")).doesNotExist();
                assertThat(ended.err()).doesNotContain("\tat ");
            } finally {
                up.close();
            }
        }
    }

    private static void assertNothingIsOpen(RunningUp up, Moment moment) throws Exception {
        var openAttempts = "ledger.attempt a WHERE NOT EXISTS (SELECT FROM ledger.attempt_settled s WHERE s.attempt = a.id)";
        var openCalls = "ledger.tool_call c WHERE NOT EXISTS (SELECT FROM ledger.tool_call_settled s WHERE s.call = c.id)";
        var openRuns = "ledger.run r WHERE NOT EXISTS (SELECT FROM ledger.run_finished f WHERE f.run = r.id)";
        var lostUnbilled = "ledger.attempt_settled s JOIN ledger.attempt a ON a.id = s.attempt"
                + " WHERE s.billing = 'unknown' AND s.cost <> a.worst";
        assertThat(number(up, openAttempts)).as("open attempts, killed at " + moment).isZero();
        assertThat(number(up, openCalls)).as("open calls, killed at " + moment).isZero();
        assertThat(number(up, openRuns)).as("open runs, killed at " + moment).isZero();
        assertThat(number(up, lostUnbilled)).as("lost attempts that count too little, killed at " + moment).isZero();
    }

    private static void assertTheLastRunIsExplained(RunningUp up, Path data) throws Exception {
        try (var connection = up.connection();
                var sql = connection.createStatement();
                var row = sql.executeQuery("SELECT run FROM ledger.attempt ORDER BY seq DESC LIMIT 1")) {
            assertThat(row.next()).isTrue();
            var explained = Child.run("explain", row.getString(1), "--data", data.toString());
            assertThat(explained.code()).isZero();
            assertThat(explained.out()).contains(
                    "failed", "interrupted: the host ended while the run was running", "held/one: unknown");
        }
    }

    private static long number(RunningUp up, String from) throws Exception {
        try (var connection = up.connection();
                var sql = connection.createStatement();
                var row = sql.executeQuery("SELECT count(*) FROM " + from)) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }
}
