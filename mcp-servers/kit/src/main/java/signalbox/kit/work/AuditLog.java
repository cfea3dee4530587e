package signalbox.kit.work;

import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.policy.permission.PermissionDecision;

/// The rows that say who called what, what was decided and how it ended.
public final class AuditLog {
    private static final String INSERT = """
            insert into kit.audit (decision_id, at, caller, host, endpoint, tool, version, decision, rule, place,
                                   revision, reason, run, args_digest, outcome, ms)
            values (:id, :at, :caller, :host, :endpoint, :tool, :version, :decision, :rule, :place,
                    :revision, :reason, :run, :digest, :outcome, :ms)
            """;
    private static final int LONGEST_REASON = 2_000; // it names every entry that was tried

    private final JdbcClient jdbc;

    public AuditLog(DataSource source) {
        jdbc = JdbcClient.create(source);
    }

    /// Writes one row, in the transaction of the caller where there is one; throws where it cannot.
    void write(AuditRow row) {
        var ruling = row.ruling();
        var decision = ruling.decision();
        jdbc.sql(INSERT)
                .param("id", ruling.id().value())
                .param("at", Timestamp.from(ruling.at()))
                .param("caller", ruling.caller().toString())
                .param("host", ruling.host() == null ? null : ruling.host().toString())
                .param("endpoint", ruling.endpoint())
                .param("tool", Printable.of(ruling.tool()))
                .param("version", ruling.version())
                .param("decision", decision.word())
                .param("rule", decision.rule())
                .param("place", decision.place().toString())
                .param("revision", decision.revision())
                .param("reason", reason(decision))
                .param("run", ruling.run() == null ? null : Printable.of(ruling.run()))
                .param("digest", ruling.argsDigest())
                .param("outcome", row.outcome().word())
                .param("ms", row.ms())
                .update();
    }

    /// The row of this decision, column by column as a person reads it; empty where there is none.
    public Map<String, String> find(String decisionId) {
        return jdbc.sql("""
                        select decision_id, at, caller, host, endpoint, tool, version, decision, rule, place, reason,
                               revision, run, outcome, ms
                        from kit.audit where decision_id = :id""")
                .param("id", decisionId)
                .query((row, _) -> {
                    var columns = new LinkedHashMap<String, String>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        var value = row.getString(i);
                        if (value != null) {
                            columns.put(row.getMetaData().getColumnName(i), value);
                        }
                    }
                    return columns;
                })
                .optional()
                .orElseGet(LinkedHashMap::new);
    }

    static @Nullable String reason(PermissionDecision decision) {
        return switch (decision) {
            case PermissionDecision.Deny deny -> Printable.of(deny.reason(), LONGEST_REASON);
            case PermissionDecision.OutOfScope outOfScope -> Printable.of(outOfScope.reason(), LONGEST_REASON);
            case PermissionDecision.Ask ask -> "needs an approval by " + ask.by();
            case PermissionDecision.Allow _ -> null;
        };
    }
}
