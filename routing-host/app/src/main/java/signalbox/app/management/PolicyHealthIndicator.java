package signalbox.app.management;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import signalbox.policy.LiveRulebook;

/// Whether policies are in force. A newer file that was refused leaves the last good one in force: that is for whoever
/// wrote it to know, and no reason to send callers away.
///
/// @param rulebook null while none is loaded
record PolicyHealthIndicator(Supplier<@Nullable LiveRulebook> rulebook) implements HealthIndicator {
    @Override
    public Health health() {
        var loaded = rulebook.get();
        return loaded == null
                ? Health.down().withDetail("reason", "no policies are loaded").build()
                : Health.up()
                        .withDetail("revision", loaded.get().revision())
                        .withDetail("lookedAt", loaded.lastLook().toString())
                        .withDetail("newerPolicyRefused", !loaded.rejection().isEmpty())
                        .build();
    }
}
