package signalbox.app.management;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import signalbox.database.Database;

/// Whether the database answers.
record DatabaseHealthIndicator(Database database) implements HealthIndicator {
    @Override
    public Health health() {
        return HealthRoute.answers(database)
                ? Health.up().build()
                : Health.down().withDetail("reason", "the database does not answer").build();
    }
}
