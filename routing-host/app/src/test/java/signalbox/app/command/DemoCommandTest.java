package signalbox.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import signalbox.app.Child;

class DemoCommandTest {
    @Test
    void theDemonstrationDoesWhatItShouldAndHasNothingToComplainOf() throws Exception {
        var played = Child.run("demo");

        assertThat(played.out()).contains("Every step did what it should.").endsWith("""
                Next
                   ./signalbox up           starts the same to stay, and prints a token
                   docs/connect.md          connects an assistant to it
                   ./signalbox explain RUN  says why a run of its went as it did: the models, rules and permissions""");
        assertThat(played.err()).doesNotContain("WARN", "ERROR", "\tat ", "Exception");
        assertThat(played.code()).isZero();
    }
}
