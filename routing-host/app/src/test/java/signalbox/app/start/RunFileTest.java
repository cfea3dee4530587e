package signalbox.app.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.terminal.CommandFailure;

class RunFileTest {
    private static final ProcessHandle SELF = ProcessHandle.current();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aRunningProcessIsFound() throws Exception {
        var written = of(RunFile.startOf(SELF));

        written.write(folder);

        assertThat(RunFile.ofRunning(folder)).isEqualTo(written);
    }

    @Test
    void aLaterProcessOfTheSameNumberIsNotTakenForIt() throws Exception {
        of(RunFile.startOf(SELF) - 3_600).write(folder);

        assertThat(RunFile.ofRunning(folder)).isNull();
    }

    @Test
    void whatNobodyWroteIsSaidAndNotGuessed() throws Exception {
        Files.writeString(folder.resolve("run.json"), "{\"process\": 1");

        assertThatThrownBy(() -> RunFile.ofRunning(folder))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("'" + folder.resolve("run.json") + "' is not what 'up' writes: remove it if nothing runs there");
    }

    private static RunFile of(long started) {
        return new RunFile(SELF.pid(), started, "http://mcp", "http://host", "http://health", "postgresql://db", "/policies", "/tools");
    }
}
