package signalbox.app.installation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.retail.Retail;
import signalbox.retail.RetailData;

/// The database, with the schemas of this build and a filled order desk.
record MigratedDatabase(Database database) {
    /// Those that are brought up to date before anything else starts; the MCP servers bring up their own.
    private static final List<String> SCHEMAS = List.of("identity", "retail", "ledger");

    private static final long SEED = 2026;

    /// @param retail what the order desk is filled with afresh, or null to fill it only where it is empty
    static MigratedDatabase of(Database database, @Nullable RetailData retail) {
        SCHEMAS.forEach(database::migrate);
        if (retail != null) {
            Retail.install(database.dataSource(), retail);
        } else if (isEmpty(database)) {
            Retail.install(database.dataSource(), RetailData.generated(SEED));
        }
        return new MigratedDatabase(database);
    }

    private static boolean isEmpty(Database database) {
        return !JdbcClient.create(database.dataSource())
                .sql("select exists (select from retail.customer)")
                .query(Boolean.class)
                .single();
    }
}
