package signalbox.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import signalbox.kit.audit.AuditedCall;

class LogTextTest {
    private static final LogLine STEERING = new LogLine.Audited(new AuditedCall(
            "dec_1", Instant.parse("2026-12-01T10:00:00.123Z"), "person:zo\u00eb",
            new AuditedCall.About("evil.\u001b[2Jtool\n\u202eowt", null, null),
            new AuditedCall.Ruling("deny", "default", "permissions.yaml:1:1", null),
            new AuditedCall.End("denied", 1)));

    @Test
    void whatSteersATerminalIsShownAndDoesNothing() {
        assertThat(LogText.of(STEERING))
                .startsWith("2026-12-01T10:00:00Z  call      person:zo\u00eb            evil.\\u001b[2Jtool\\u000a\\u202eowt")
                .endsWith("deny by default  dec_1")
                .doesNotContainPattern("\\p{Cntrl}|\u202e");
        assertThat(LogJson.of(STEERING)).contains("evil.\\u001B[2Jtool\\n\\u202Eowt").doesNotContainPattern("\\p{Cntrl}|\u202e");
    }
}
