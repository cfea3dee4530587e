package signalbox.app.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import signalbox.app.terminal.CommandFailure;
import signalbox.json.JsonReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// `run.json` in the data directory: where a running `up` listens and which database it uses. Readable by its owner only.
///
/// @param process the process id of `up`
/// @param started when that process started, in seconds since 1970; a later process may have its number
/// @param database a PostgreSQL URL with its password
/// @param policies the folder in force
public record RunFile(long process, long started, String mcp, String host, String management, String database, String policies, String tools) {
    /// By how much the system's answer may differ after its clock was set.
    private static final long CLOCK_SECONDS = 30;
    private static final JsonMapper JSON = JsonReader.STORED.mapper();

    /// The file of the `up` that runs on this directory, or null where none does.
    public static @Nullable RunFile ofRunning(Path directory) throws IOException {
        var file = directory.resolve("run.json");
        if (!Files.exists(file)) {
            return null;
        }
        try {
            var found = JSON.readValue(Files.readString(file), RunFile.class);
            return ProcessHandle.of(found.process).filter(found::isOf).isPresent() ? found : null;
        } catch (JacksonException _) {
            throw new CommandFailure("'" + file + "' is not what 'up' writes: remove it if nothing runs there");
        }
    }

    /// In seconds since 1970; 0 where the system does not say.
    public static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
    }

    private boolean isOf(ProcessHandle candidate) {
        return candidate.isAlive() && Math.abs(startOf(candidate) - started) <= CLOCK_SECONDS;
    }

    /// Replaces the file, so that a reader sees the old one or the new one.
    public void write(Path directory) throws IOException {
        var draft = directory.resolve("run.json.new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
        Files.move(draft, directory.resolve("run.json"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public static void remove(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve("run.json"));
    }
}
