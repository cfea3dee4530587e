package signalbox.kit.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads what the audit has kept.
public final class AuditRecords {
    private static final int FETCHED = 500;

    /// By the index of times, or that of a caller and times.
    static final String BETWEEN = """
            select decision_id, at, caller, tool, version, run, decision, rule, place, reason, outcome, ms
            from kit.audit where at >= :from and at < :until""";

    private final JdbcClient jdbc;

    public AuditRecords(DataSource source) {
        var template = new JdbcTemplate(source);
        template.setFetchSize(FETCHED); // a stream in a transaction takes so many rows at a time
        jdbc = JdbcClient.create(template);
    }

    /// The rows that are asked for, newest first. To be closed.
    public Stream<AuditedCall> stream(AuditQuery query) {
        var sql = BETWEEN + (query.caller() == null ? "" : " and caller = :caller")
                + (query.denied() ? " and (decision <> 'allow' or outcome = 'denied')" : "")
                + " order by at desc, decision_id desc limit :limit";
        return jdbc.sql(sql)
                .param("from", Timestamp.from(query.from()))
                .param("until", Timestamp.from(query.until()))
                .param("caller", query.caller())
                .param("limit", query.limit())
                .query((row, _) -> call(row))
                .stream();
    }

    /// Whether there is any row of this caller.
    public boolean knows(String caller) {
        return jdbc.sql("select exists (select from kit.audit where caller = :caller)")
                .param("caller", caller)
                .query(Boolean.class)
                .single();
    }

    private static AuditedCall call(ResultSet row) throws SQLException {
        return new AuditedCall(
                row.getString("decision_id"), row.getTimestamp("at").toInstant(), row.getString("caller"),
                new AuditedCall.About(row.getString("tool"), row.getString("version"), row.getString("run")),
                new AuditedCall.Ruling(
                        row.getString("decision"), row.getString("rule"), row.getString("place"), row.getString("reason")),
                new AuditedCall.End(row.getString("outcome"), row.getLong("ms")));
    }

    /// The row of this decision, column by column as a person reads it; empty where there is none.
    public Map<String, String> find(String decisionId) {
        return jdbc.sql("""
                        select decision_id, at, caller, host, endpoint, tool, version, version_by, decision, rule, place, reason,
                               revision, run, args_digest, outcome, ms
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
}
