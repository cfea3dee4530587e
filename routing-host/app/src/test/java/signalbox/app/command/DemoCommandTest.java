package signalbox.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import signalbox.app.Child;
import signalbox.testing.Checkout;

class DemoCommandTest {
    private static final Pattern FIRST = Pattern.compile("```text\n(.*?)\n```", Pattern.DOTALL);

    @Test
    void theDemonstrationDoesWhatItShouldAndHasNothingToComplainOf() throws Exception {
        var played = Child.run("demo");

        assertThat(played.out()).contains("Every step did what it should.").endsWith("""
                Next
                   ./signalbox up   starts the same to stay, and prints a token
                   docs/connect.md  connects an assistant to it
                   ./signalbox log  lists its runs and decisions; 'explain' takes the id of each, as above""")
                .containsPattern("Why was the cancellation refused\\?\n   \\./signalbox explain (dec_\\w+)\n   decision id \\1\n")
                .contains("value       reason is \"no longer needed\"");
        assertThat(plain(played.out())).contains(plain(shownInTheReadme()));
        assertThat(played.err()).doesNotContain("WARN", "ERROR", "\tat ", "Exception");
        assertThat(played.code()).isZero();
    }

    private static String shownInTheReadme() throws IOException {
        var block = FIRST.matcher(Files.readString(Checkout.root().resolve("README.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /// Without what differs from one time to the next: milliseconds, and the widths of columns.
    private static String plain(String output) {
        return output.replaceAll("\\d+", "#").replaceAll(" +", " ");
    }
}
