package signalbox.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/// Temporary folders, gone with the process.
public final class TestFolder {
    private TestFolder() {}

    public static Path temporary() {
        try {
            var directory = Files.createTempDirectory("signalbox-kit");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory)));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path copyOf(Path from) {
        var to = temporary();
        try {
            FileSystemUtils.copyRecursively(from, to);
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path directory) {
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
