package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/// What a text from outside may do to the log: nothing.
@NullUnmarked
class LogTextTest {
    private static final String SENT = "a\r\n12:00:00.000 ERROR Tokens: forged \u001b[2K \u009b31m \u0085 \u2028 \u202e end";

    @Test
    void aMessageStaysOnItsLine() throws IOException {
        var logged = logged(SENT, null);

        assertThat(logged.lines()).hasSize(1);
        assertThat(logged).contains("forged").endsWith("end" + System.lineSeparator());
        assertHarmless(logged);
    }

    @Test
    void theMessageOfAFailureStaysOnItsLine() throws IOException {
        var logged = logged("failed", new IllegalStateException(SENT, new IllegalArgumentException(SENT)));

        assertThat(logged.lines()).noneMatch(line -> line.startsWith("12:00:00.000"));
        assertThat(logged).contains("java.lang.IllegalStateException: a", "Caused by: java.lang.IllegalArgumentException: a");
        assertHarmless(logged);
    }

    private static void assertHarmless(String logged) {
        assertThat(logged.replace("\n", "").replace("\t", "")).doesNotContainPattern("[\\p{Cntrl}\\x80-\\x9f\\u2028-\\u202e]");
    }

    private static String logged(String message, Throwable failure) throws IOException {
        var context = new LoggerContext();
        var layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(pattern());
        layout.start();
        return layout.doLayout(new LoggingEvent("", context.getLogger("Test"), Level.WARN, message, failure, new Object[0]));
    }

    private static String pattern() throws IOException {
        try (var file = LogTextTest.class.getResourceAsStream("/logback.xml")) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            var match = Pattern.compile("<pattern>(.*?)</pattern>").matcher(text);
            assertThat(match.find()).isTrue();
            return match.group(1);
        }
    }
}
