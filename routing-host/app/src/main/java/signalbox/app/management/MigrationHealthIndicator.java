package signalbox.app.management;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import signalbox.database.Database;
import signalbox.database.DatabaseException;
import signalbox.database.SchemaVersion;

/// Whether every schema is at the version that this build was made for.
record MigrationHealthIndicator(Database database) implements HealthIndicator {
    private static final List<String> SCHEMAS = List.of("identity", "kit", "ledger", "retail");

    @Override
    public Health health() {
        try {
            var versions = SCHEMAS.stream().map(database::version).toList();
            var health = versions.stream().allMatch(SchemaVersion::isReady) ? Health.up() : Health.down();
            versions.forEach(each -> health.withDetail(each.room(), text(each)));
            return health.build();
        } catch (DatabaseException _) {
            return Health.down().withDetail("reason", "the database does not answer").build();
        }
    }

    private static String text(SchemaVersion version) {
        var found = version.found() == null ? "not there" : "version " + version.found();
        return version.isReady() ? found : found + ", and this build needs " + version.needed();
    }
}
