package signalbox.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Temporary data directories: making them and taking them away.
final class TemporaryDirectories {
    private static final String PREFIX = "signalbox-database-";
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryDirectories.class);

    private TemporaryDirectories() {}

    static Path freshDirectory() {
        try {
            return Files.createTempDirectory(PREFIX);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes away what killed processes of this user left behind.
    static void sweep() {
        var all = Path.of(System.getProperty("java.io.tmpdir"));
        try (var directories = Files.newDirectoryStream(all, PREFIX + "*")) {
            for (var directory : directories) {
                try {
                    if (DirectoryLock.wasHeldByOneNowDead(directory)) {
                        EmbeddedPostgres.remove(directory);
                    }
                } catch (IOException | RuntimeException e) {
                    LOG.debug("'{}' was left where it is", directory, e);
                }
            }
        } catch (IOException e) {
            LOG.debug("'{}' cannot be listed", all, e);
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException trouble) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
