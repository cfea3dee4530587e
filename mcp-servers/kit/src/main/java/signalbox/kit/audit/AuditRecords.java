package signalbox.kit.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads what the audit has kept.
public final class AuditRecords {
    private final JdbcClient jdbc;

    public AuditRecords(DataSource source) {
        jdbc = JdbcClient.create(source);
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
