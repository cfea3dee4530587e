package signalbox.host.run.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import signalbox.policy.catalogue.ModelName;

class CooldownsTest {
    private static final ModelName MODEL = new ModelName("north/large");

    @Test
    void aModelIsLeftAloneUntilItsTimeHasCome() {
        var now = new AtomicReference<>(Instant.EPOCH);
        InstantSource source = now::get;
        var cooldowns = new Cooldowns(source.withZone(ZoneOffset.UTC));

        cooldowns.start(MODEL, Duration.ofSeconds(17), true);
        now.set(Instant.EPOCH.plusSeconds(10));

        assertThat(cooldowns.of(MODEL)).isEqualTo(new Cooldowns.Remaining(Duration.ofSeconds(7), true));
        assertThat(cooldowns.of(new ModelName("north/small"))).isNull();

        now.set(Instant.EPOCH.plusSeconds(17));

        assertThat(cooldowns.of(MODEL)).isNull();
    }
}
