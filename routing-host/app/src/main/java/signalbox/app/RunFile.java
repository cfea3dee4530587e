package signalbox.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// `run.json` in the data directory: where a running `up` listens and which database it uses. Readable by its owner only.
///
/// @param process the process id of `up`
/// @param database a PostgreSQL URL with its password
/// @param policies the folder in force
record RunFile(long process, String mcp, String host, String management, String database, String policies, String tools) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// The file of the `up` that runs on this directory, or null where none does.
    static @Nullable RunFile ofRunning(Path directory) throws IOException {
        var file = directory.resolve("run.json");
        if (!Files.exists(file)) {
            return null;
        }
        try {
            var found = JSON.readValue(Files.readString(file), RunFile.class);
            return ProcessHandle.of(found.process).filter(ProcessHandle::isAlive).isPresent() ? found : null;
        } catch (JacksonException e) {
            throw new IOException(file + " is not what 'up' writes; remove it if nothing runs there", e);
        }
    }

    void write(Path directory) throws IOException {
        var draft = directory.resolve("run.json.new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
        Files.move(draft, directory.resolve("run.json"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void remove(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve("run.json"));
    }
}
