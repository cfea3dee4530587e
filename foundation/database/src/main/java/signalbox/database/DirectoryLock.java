package signalbox.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Holds a data directory for one process until closed, or until the process ends in whatever way.
final class DirectoryLock implements AutoCloseable {
    /// Closing any channel of a file gives up all locks of this process on it, so a second one must not be opened.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static DirectoryLock on(Path directory) throws IOException {
        var file = directory.toRealPath().resolve("lock");
        if (!HELD_HERE.add(file)) {
            throw inUse(directory, "this process");
        }
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw inUse(directory, "process " + Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(String.valueOf(ProcessHandle.current().pid()).getBytes(UTF_8)));
            return new DirectoryLock(file, channel);
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(file);
            throw e;
        }
    }

    /// Whether a process of this user held the directory and has ended without giving it up.
    static boolean wasHeldByOneNowDead(Path directory) throws IOException {
        var file = directory.resolve("lock");
        if (!Files.isRegularFile(file)
                || ((Number) Files.getAttribute(file, "unix:uid")).longValue() != new UnixSystem().getUid()) {
            return false;
        }
        var holder = Files.readString(file).strip();
        return holder.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(holder)).isEmpty();
    }

    private static DatabaseException inUse(Path directory, String holder) {
        return new DirectoryInUse(
                "'" + directory + "' is in use by " + holder,
                "stop that one first, or give another directory with --data");
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_HERE.remove(file);
    }
}
