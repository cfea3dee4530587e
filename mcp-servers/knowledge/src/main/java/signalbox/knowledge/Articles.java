package signalbox.knowledge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The articles of a folder, by id. Links that lead out of the folder are not followed.
record Articles(SortedMap<String, Article> byId) {
    private static final long MAX_BYTES = 1 << 20;

    Articles {
        byId = Collections.unmodifiableSortedMap(new TreeMap<>(byId));
    }

    /// Reads every `.md` file of the folder and the folders in it, each at most 1 MiB of UTF-8.
    static Articles read(Path folder) throws IOException {
        var found = new TreeMap<String, Article>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.filter(Articles::isArticle).toList()) {
                if (Files.size(file) > MAX_BYTES) {
                    throw new IOException("'" + file + "' is larger than 1 MiB: split the article");
                }
                var id = folder.relativize(file).toString().replace('\\', '/').replaceFirst("\\.md$", "");
                found.put(id, Article.parse(id, Files.readString(file)));
            }
        }
        return new Articles(found);
    }

    private static boolean isArticle(Path file) {
        return Files.isRegularFile(file) && !Files.isSymbolicLink(file) && file.toString().endsWith(".md");
    }
}
