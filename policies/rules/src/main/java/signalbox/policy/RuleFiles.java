package signalbox.policy;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import signalbox.json.Digest;

/// The files a rulebook is made of, and a fingerprint of all they hold.
record RuleFiles(Path tools, Path policies) {
    private static final int MOST_BYTES = 1 << 21;
    private static final int DEPTH = 3;
    private static final List<String> POLICIES = List.of("permissions.yaml", "models.yaml", "routing.yaml", "servers.yaml");
    private static final Set<String> NOT_TOOLS = Set.of("src", "target");

    /// Changes whenever a file is changed, added or removed; a file that cannot be read counts by its name.
    String fingerprint() {
        var files = new TreeMap<String, String>();
        POLICIES.forEach(name -> files.put("policies/" + name, digest(policies.resolve(name))));
        try {
            Files.walkFileTree(tools, EnumSet.noneOf(FileVisitOption.class), DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean skipped = tools.equals(directory.getParent())
                            && NOT_TOOLS.contains(String.valueOf(directory.getFileName()));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.put(file.toString(), digest(file));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    files.put(file.toString(), "unreadable");
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException _) {
            files.put(tools.toString(), "unreadable");
        }
        return Digest.sha256(files.toString());
    }

    private static String digest(Path file) {
        if (!Files.isRegularFile(file)) {
            return "absent";
        }
        try (var in = Files.newInputStream(file)) {
            return Digest.sha256(in.readNBytes(MOST_BYTES));
        } catch (IOException _) {
            return "unreadable";
        }
    }
}
