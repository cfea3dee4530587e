package signalbox.kit.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptHeaderTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "application/json", "text/html, application/json", "Application/JSON; charset=utf-8", "application/*", "*/*",
        "text/html, */*;q=0.1", "*/*;q=0, application/json", "application/*;q=0, application/json;q=1"
    })
    void takesWhatARangeNames(String header) {
        assertThat(AcceptHeader.of(List.of(header)).takes("application/json")).isTrue();
    }

    @Test
    void withoutAHeaderEveryTypeIsTaken() {
        assertThat(AcceptHeader.of(List.of()).takes("text/event-stream")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "text/html", "application/jsonx", "xapplication/json", "application", "*", "application/json;q=0",
        "application/json; q=0.000", "*/*, application/json;q=0", "application/*;q=0, */*"
    })
    void takesNothingElse(String header) {
        assertThat(AcceptHeader.of(List.of(header)).takes("application/json")).isFalse();
    }
}
