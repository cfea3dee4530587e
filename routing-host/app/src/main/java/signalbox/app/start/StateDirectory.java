package signalbox.app.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Where a user's Signalbox keeps its state: `$XDG_STATE_HOME/signalbox`, else `~/.local/state/signalbox`.
public final class StateDirectory {
    private StateDirectory() {}

    static Path ofUser(Map<String, String> environment) {
        var state = environment.getOrDefault("XDG_STATE_HOME", "");
        var root = state.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".local", "state")
                : Path.of(state);
        return root.resolve("signalbox");
    }

    /// Creates the directory for its owner alone, if it is not there.
    public static Path create(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            var parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return directory;
    }
}
