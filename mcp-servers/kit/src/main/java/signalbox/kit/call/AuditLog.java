package signalbox.kit.call;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The rows that say who called what, what was decided and how it ended.
public final class AuditLog {
    private static final String INSERT =
            "insert into kit.audit (" + AuditColumns.NAMES + ") values (" + AuditColumns.VALUES + ")";

    private final JdbcClient jdbc;

    public AuditLog(DataSource source) {
        jdbc = JdbcClient.create(source);
    }

    /// Writes one row, in the transaction of the caller where there is one; throws where it cannot.
    void write(AuditRow row) {
        jdbc.sql(INSERT).params(AuditColumns.values(row)).update();
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
}
