package signalbox.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;

/// The audit of a hundred days, on which one minute in five was one call.
class AuditRecordsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static Database database;

    @BeforeAll
    static void fill() {
        database = Database.temporary();
        database.migrate("kit");
        var sql = JdbcClient.create(database.dataSource());
        sql.sql("""
                insert into kit.audit (decision_id, at, caller, endpoint, tool, version, decision, rule, place, revision,
                    args_digest, outcome, ms)
                select 'dec_' || lpad(n::text, 10, '0'), timestamptz '2026-11-01 10:00:00Z' - (28800 - n) * interval '5 minutes',
                    'agent:' || n % 3000, '/mcp', 'yard.tool', '1.0.0', case n % 7 when 0 then 'deny' else 'allow' end,
                    'default', 'permissions.yaml:1:1', repeat('x', 71), repeat('y', 71),
                    case n % 7 when 0 then 'denied' when 1 then 'denied' else 'ok' end, 1
                from generate_series(1, 28800) n""").update();
        sql.sql("vacuum analyze kit.audit").update();
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @Test
    void theNewestComeFirst() {
        var calls = read(new AuditQuery(NOW.minus(1, ChronoUnit.HOURS), NOW.plusSeconds(1), null, false, 3));

        assertThat(calls).extracting(AuditedCall::at).containsExactly(
                NOW, NOW.minus(5, ChronoUnit.MINUTES), NOW.minus(10, ChronoUnit.MINUTES));
    }

    @Test
    void deniedIsWhatTheRulesDeniedAndWhatTheyNoLongerAllowed() {
        var query = new AuditQuery(NOW.minus(100, ChronoUnit.DAYS), NOW.plusSeconds(1), "agent:3", true, 1000);

        assertThat(read(query)).isNotEmpty().allSatisfy(call -> {
            assertThat(call.caller()).isEqualTo("agent:3");
            assertThat(call.end().outcome()).isEqualTo("denied");
        }).extracting(call -> call.ruling().decision()).contains("allow", "deny");
    }

    @Test
    void anHourIsReadWithoutLookingAtEveryRow() {
        var plan = JdbcClient.create(database.dataSource())
                .sql("explain " + AuditRecords.BETWEEN + " order by at desc, decision_id desc limit 50")
                .param("from", Timestamp.from(NOW.minus(1, ChronoUnit.HOURS)))
                .param("until", Timestamp.from(NOW))
                .query(String.class)
                .list();

        assertThat(String.join("\n", plan)).contains("on audit_by_time").doesNotContain("Seq Scan");
    }

    private static List<AuditedCall> read(AuditQuery query) {
        try (var calls = new AuditRecords(database.dataSource()).stream(query)) {
            return calls.toList();
        }
    }
}
