package signalbox.kit.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import signalbox.identity.Credential;
import signalbox.identity.Principal;
import signalbox.kit.endpoint.CallerContext;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import tools.jackson.databind.json.JsonMapper;

class SessionsTest {
    private static final PrincipalName BOT = PrincipalName.parse("agent:bot");
    private static final PrincipalName OTHER = PrincipalName.parse("agent:other");
    private static final Session.Holder HOLDER = new Session.Holder(BOT, new Endpoint.Everything());

    private Instant now = Instant.parse("2026-11-01T10:00:00Z");
    private final Sessions sessions = new Sessions(1, Duration.ofMinutes(30), () -> now);
    private final Session session = session();

    @Test
    void aSessionEndsAfterItsIdleTimeAndNotWhileItIsUsed() {
        sessions.open(session, BOT);
        now = now.plus(Duration.ofMinutes(30));
        var used = sessions.use(session.id(), HOLDER);
        now = now.plus(Duration.ofMinutes(30)).plusMillis(1);
        var idle = sessions.use(session.id(), HOLDER);

        assertThat(used).isSameAs(session);
        assertThat(idle).isNull();
        assertThat(sessions.sweep()).containsExactly(session);
        assertThat(sessions.sweep()).isEmpty();
    }

    @Test
    void anIdleSessionMakesRoomForAnother() {
        sessions.open(session, BOT);
        boolean full = sessions.hasRoomFor(HOLDER, BOT);
        boolean forAnotherCaller = sessions.hasRoomFor(HOLDER, OTHER);
        now = now.plus(Duration.ofHours(1));
        sessions.sweep();

        assertThat(full).isFalse();
        assertThat(forAnotherCaller).isTrue();
        assertThat(sessions.hasRoomFor(HOLDER, BOT)).isTrue();
    }

    @Test
    void aSessionIsItsHoldersAlone() {
        sessions.open(session, BOT);

        assertThat(sessions.use(session.id(), new Session.Holder(OTHER, new Endpoint.Everything()))).isNull();
        assertThat(sessions.use("another", HOLDER)).isNull();
        assertThat(sessions.use(session.id(), HOLDER)).isSameAs(session);
    }

    private static Session session() {
        var bot = new Principal(BOT, Scopes.ALL, new Credential.AgentToken("abcdefghijkl"), null);
        var caller = new CallerContext(BOT, Scopes.ALL, new Endpoint.Everything(), "credential c", null);
        return new Session(HOLDER, bot, caller, JsonMapper.shared().readTree(
                "{\"capabilities\": {}, \"clientInfo\": {\"name\": \"test\", \"version\": \"1\"}}"));
    }
}
