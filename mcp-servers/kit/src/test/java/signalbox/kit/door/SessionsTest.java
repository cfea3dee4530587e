package signalbox.kit.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PrincipalName;

class SessionsTest {
    private static final PrincipalName BOT = PrincipalName.parse("agent:bot");
    private static final Sessions.Holder HOLDER = new Sessions.Holder(BOT, new Endpoint.Everything());

    private Instant now = Instant.parse("2026-11-01T10:00:00Z");
    private final Sessions sessions = new Sessions(1, Duration.ofMinutes(30), () -> now);

    @Test
    void aSessionEndsAfterItsIdleTimeAndNotWhileItIsUsed() {
        sessions.open(HOLDER, BOT, session("s"));
        now = now.plus(Duration.ofMinutes(30));
        boolean used = sessions.use("s", HOLDER);
        now = now.plus(Duration.ofMinutes(30)).plusMillis(1);
        boolean idle = sessions.use("s", HOLDER);

        assertThat(used).isTrue();
        assertThat(idle).isFalse();
    }

    @Test
    void anIdleSessionMakesRoomForAnother() {
        sessions.open(HOLDER, BOT, session("s"));
        boolean full = sessions.hasRoomFor(HOLDER, BOT);
        boolean forAnotherCaller = sessions.hasRoomFor(HOLDER, PrincipalName.parse("agent:other"));
        now = now.plus(Duration.ofHours(1));

        assertThat(full).isFalse();
        assertThat(forAnotherCaller).isTrue();
        assertThat(sessions.hasRoomFor(HOLDER, BOT)).isTrue();
    }

    private static McpStreamableServerSession session(String id) {
        return new McpStreamableServerSession(
                id,
                McpSchema.ClientCapabilities.builder().build(),
                McpSchema.Implementation.builder("test", "1").build(),
                Duration.ofSeconds(1),
                Map.of(),
                Map.of());
    }
}
