package signalbox.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import signalbox.json.Digest;

/// What the files of a folder held at one look.
///
/// What is read, what is in force and what the next look is compared with are the same bytes: a file that changes while it
/// is read, and back again, cannot leave another text in force than the one that was looked at. Files and folders whose
/// names begin with a dot are left out; links are followed while they stay inside the folder.
public final class FileSnapshot {
    /// A file is read up to its first byte beyond this, so that whoever reads it sees that it is too large.
    static final int MOST_BYTES = 1 << 20;

    /// How old a file must be for its stamp to tell its content: a second write within one tick of the file system's clock
    /// leaves the stamp as it was.
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private static final boolean UNIX = FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    /// One file or folder; what could not be read says why.
    private sealed interface Entry {
        record Folder(List<Path> children) implements Entry {}

        record Content(ByteBuffer bytes, String digest, Object stamp, boolean settled) implements Entry {}

        record Unreadable(String why) implements Entry {}
    }

    private final Path root;
    private final int depth;
    private final Predicate<Path> wanted;
    private final SortedMap<Path, Entry> entries = new TreeMap<>();
    private final String fingerprint;

    private FileSnapshot(Path root, int depth, Predicate<Path> wanted, @Nullable FileSnapshot before) {
        this.root = root;
        this.depth = depth;
        this.wanted = wanted;
        look(root, depth, before);
        fingerprint = fingerprint(entries);
    }

    /// Looks at a folder and the folders in it.
    ///
    /// @param depth how many levels of folders: 1 is the folder's own files
    /// @param wanted which files and folders, by their path from the folder
    public static FileSnapshot of(Path folder, int depth, Predicate<Path> wanted) {
        return new FileSnapshot(folder, depth, wanted, null);
    }

    /// Looks again; a file whose size and times are what they were is not read again.
    public FileSnapshot again() {
        return new FileSnapshot(root, depth, wanted, this);
    }

    public Path root() {
        return root;
    }

    /// Changes whenever a file is changed, added or removed.
    public String fingerprint() {
        return fingerprint;
    }

    private static String fingerprint(SortedMap<Path, Entry> entries) {
        var all = new StringBuilder();
        entries.forEach((path, entry) -> all.append(path).append(' ').append(switch (entry) {
            case Entry.Folder _ -> "folder";
            case Entry.Content content -> content.digest();
            case Entry.Unreadable(var why) -> why;
        }).append('\n'));
        return Digest.sha256(all.toString());
    }

    public boolean has(Path path) {
        return entries.containsKey(path);
    }

    public boolean isFolder(Path path) {
        return entries.get(path) instanceof Entry.Folder;
    }

    /// The files and folders in a folder, by name.
    public List<Path> children(Path folder) throws IOException {
        return switch (entries.get(folder)) {
            case Entry.Folder(var children) -> children;
            case Entry.Unreadable(var why) -> throw new IOException(why);
            case Entry.Content _ -> throw new IOException("it is a file");
            case null -> List.of();
        };
    }

    /// What the file held.
    public byte[] bytes(Path file) throws IOException {
        return switch (entries.get(file)) {
            case Entry.Content content -> {
                var bytes = new byte[content.bytes().limit()];
                content.bytes().get(0, bytes);
                yield bytes;
            }
            case Entry.Unreadable(var why) -> throw new IOException(why);
            case Entry.Folder _ -> throw new IOException("it is a folder");
            case null -> throw new NoSuchFileException(file.toString());
        };
    }

    private void look(Path folder, int levels, @Nullable FileSnapshot before) {
        try (var found = Files.list(folder)) {
            var children = new ArrayList<Path>();
            for (var child : found.sorted().toList()) {
                if (child.getFileName().toString().startsWith(".") || !wanted.test(root.relativize(child))) {
                    continue;
                }
                children.add(child);
                if (!Files.isDirectory(child)) {
                    entries.put(child, file(child, before == null ? null : before.entries.get(child)));
                } else if (levels > 1) {
                    look(child, levels - 1, before);
                } else {
                    entries.put(child, new Entry.Folder(List.of()));
                }
            }
            entries.put(folder, new Entry.Folder(List.copyOf(children)));
        } catch (IOException e) {
            entries.put(folder, new Entry.Unreadable(String.valueOf(e.getMessage())));
        }
    }

    private Entry file(Path file, @Nullable Entry before) {
        try {
            var stamp = stamp(file);
            if (before instanceof Entry.Content content && content.settled() && content.stamp().equals(stamp)) {
                return content;
            }
            if (!file.toRealPath().startsWith(root.toRealPath())) {
                return new Entry.Unreadable("it is a link out of " + root);
            }
            var looked = Instant.now();
            try (var in = Files.newInputStream(file)) {
                var bytes = in.readNBytes(MOST_BYTES + 1);
                boolean settled = changed(file).plus(SETTLED).isBefore(looked);
                return new Entry.Content(ByteBuffer.wrap(bytes), Digest.sha256(bytes), stamp, settled);
            }
        } catch (NoSuchFileException _) {
            return new Entry.Unreadable("it is a link to nothing, or has just been removed");
        } catch (IOException e) {
            return new Entry.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static Object stamp(Path file) throws IOException {
        if (UNIX) {
            return Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino,dev");
        }
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return List.of(attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey()));
    }

    private static Instant changed(Path file) throws IOException {
        var changed = UNIX ? (FileTime) Files.getAttribute(file, "unix:ctime") : Files.getLastModifiedTime(file);
        return changed.toInstant();
    }
}
