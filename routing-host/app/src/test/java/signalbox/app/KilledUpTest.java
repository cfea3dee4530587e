package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of `up` at different moments, and the next start on the same data beside the orphan of the database.
class KilledUpTest {
    private static final int RUNS = 5;
    private static final String OPEN_RUNS =
            "ledger.run r WHERE NOT EXISTS (SELECT FROM ledger.journal j WHERE j.run = r.id AND j.last)";

    /// Entries of one kind, under a name.
    private static final String ENTRIES = "(SELECT run, each.entry->>'id' AS id, each.entry"
            + " FROM ledger.journal, json_array_elements(entries) AS each(entry) WHERE each.entry->>'entry' = '%s') %s";

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
    void whatWasUnderWayGoesOnAtTheNextStart(@TempDir Path folder) throws Exception {
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
                    while (number(up, OPEN_RUNS) > 0) {
                        provider.sayToAll("A lamp.");
                    }
                    assertNothingIsOpen(up, moment);
                }
                assertALostAttemptIsExplained(up, data);
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
        assertThat(number(up, open("Dispatched", "Settled"))).as("open attempts, killed at " + moment).isZero();
        assertThat(number(up, open("CallDispatched", "CallSettled"))).as("open calls, killed at " + moment).isZero();
        assertThat(number(up, ENTRIES.formatted("Settled", "s") + " JOIN " + ENTRIES.formatted("Dispatched", "d")
                        + " ON s.run = d.run AND s.id = d.id"
                        + " WHERE s.entry->>'billing' = 'UNKNOWN' AND s.entry->>'cost' <> d.entry->>'worst'"))
                .as("lost attempts that count too little, killed at " + moment).isZero();
    }

    private static String open(String begun, String settled) {
        return "(SELECT run, id FROM " + ENTRIES.formatted(begun, "b") + " EXCEPT SELECT run, id FROM "
                + ENTRIES.formatted(settled, "s") + ") open";
    }

    private static void assertALostAttemptIsExplained(RunningUp up, Path data) throws Exception {
        try (var connection = up.connection();
                var sql = connection.createStatement();
                var row = sql.executeQuery(
                        "SELECT run FROM " + ENTRIES.formatted("Settled", "s") + " WHERE s.entry->>'outcome' = 'UNKNOWN' LIMIT 1")) {
            assertThat(row.next()).isTrue();
            var explained = Child.run("explain", row.getString(1), "--data", data.toString());
            assertThat(explained.code()).isZero();
            assertThat(explained.out()).contains("completed", "held/one: unknown");
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
