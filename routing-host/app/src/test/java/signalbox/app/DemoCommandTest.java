package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoCommandTest {
    @Test
    void theDemonstrationDoesWhatItShouldAndHasNothingToComplainOf() throws Exception {
        var played = Child.run("demo");

        assertThat(played.out()).contains("Every step did what it should.");
        assertThat(played.err()).doesNotContain("WARN", "ERROR", "\tat ", "Exception");
        assertThat(played.code()).isZero();
    }
}
