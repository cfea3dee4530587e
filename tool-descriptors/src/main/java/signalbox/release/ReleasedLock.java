package signalbox.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.Version;
import signalbox.source.Checked;
import signalbox.source.FileSnapshot;
import signalbox.source.Place;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// The digests of all released tool versions, one line each: `retail.x@1.0.0 sha256:...`, sorted.
///
/// @param text the file as it is now; empty where there is none yet
record ReleasedLock(String file, String text, SortedMap<ToolId, Entry> entries) {
    private static final Pattern LINE = Pattern.compile("([a-z0-9_]+\\.[a-z0-9_]+@[0-9.]+) (sha256:[0-9a-f]{64})");

    record Entry(String digest, Place place, String line) {}

    static Checked<ReleasedLock> read(FileSnapshot files, Path path) {
        var file = path.toString().replace('\\', '/');
        if (!files.has(path)) {
            return new Checked.Sound<>(new ReleasedLock(file, "", new TreeMap<>()), List.of());
        }
        try {
            return parse(file, new String(files.bytes(path), StandardCharsets.UTF_8));
        } catch (IOException e) {
            var place = new Place(file, 1, 1);
            return new Checked.Broken<>(List.of(Problem.error(place, "", "the file cannot be read: " + e.getMessage(), "")));
        }
    }

    private static Checked<ReleasedLock> parse(String file, String text) {
        var lock = new ReleasedLock(file, text, new TreeMap<>());
        var problems = new ArrayList<Problem>();
        int number = 0;
        for (var line : text.lines().toList()) {
            lock.add(new Place(file, ++number, 1), line, problems);
        }
        return Checked.of(problems, () -> lock);
    }

    private void add(Place place, String line, List<Problem> problems) {
        var match = LINE.matcher(line);
        if (!match.matches()) {
            problems.add(Problem.error(place, line, "this line is not a released version",
                    "server.tool@version sha256:..., as releasing writes it"));
            return;
        }
        try {
            var id = ToolId.parse(match.group(1));
            if (entries.putIfAbsent(id, new Entry(match.group(2), place, line)) != null) {
                problems.add(Problem.error(place, line, "'" + id + "' is listed twice", "keep the first line"));
            } else if (!entries.lastKey().equals(id)) {
                problems.add(Problem.error(place, line, "'" + id + "' is out of order", "lines are sorted by tool and version"));
            }
        } catch (IllegalArgumentException e) {
            problems.add(Problem.error(place, line, String.valueOf(e.getMessage()), ""));
        }
    }

    /// What was changed or removed although it is released.
    ///
    /// @param files every tool version there is, readable or not
    SortedMap<ToolId, Problem> broken(
            SortedMap<ToolId, Path> files, Map<ToolId, Descriptor> sound, Map<ToolId, YamlSource> sources) {
        var problems = new TreeMap<ToolId, Problem>();
        entries.forEach((id, entry) -> {
            var descriptor = sound.get(id);
            var source = sources.get(id);
            if (!files.containsKey(id)) {
                problems.put(id, Problem.error(entry.place(), entry.line(), "'" + id + "' is released but its file is gone",
                        "a released version is never removed: put " + id.name().server() + "/" + id.name().tool() + "/"
                                + id.version() + ".yaml back"));
            } else if (descriptor != null && source != null && !descriptor.digest().equals(entry.digest())) {
                problems.put(id, source.error("/version", "'" + id + "' is released and was changed",
                        "a released version is never edited; make version " + nextOf(id, files) + " instead"));
            }
        });
        return problems;
    }

    /// Which tool versions are not released yet: wrong of one that is served, and no more than a draft otherwise.
    SortedMap<ToolId, Problem> missing(
            Map<ToolId, Descriptor> sound, Map<ToolId, YamlSource> sources, Set<ToolId> served) {
        var problems = new TreeMap<ToolId, Problem>();
        sources.forEach((id, source) -> {
            if (!sound.containsKey(id) || entries.containsKey(id)) {
                return;
            }
            problems.put(id, served.contains(id)
                    ? source.error("/version", "'" + id + "' is not released",
                            "once it is final, run './signalbox release': it adds it to released.lock")
                    : source.warning("/version", "'" + id + "' is a draft: it is not released, and not served",
                            "once it is final, run './signalbox release' and serve it in releases.yaml"));
        });
        return problems;
    }

    private static Version nextOf(ToolId id, SortedMap<ToolId, Path> files) {
        var highest = id.version();
        for (var other : files.keySet()) {
            if (other.name().equals(id.name()) && other.version().compareTo(highest) > 0) {
                highest = other.version();
            }
        }
        return new Version(highest.major(), highest.minor() + 1, 0);
    }

    /// The text of the lock with these versions added.
    String with(Map<ToolId, Descriptor> descriptors) {
        var digests = new TreeMap<ToolId, String>();
        entries.forEach((id, entry) -> digests.put(id, entry.digest()));
        descriptors.forEach((id, descriptor) -> digests.putIfAbsent(id, descriptor.digest()));
        var lines = new StringBuilder();
        digests.forEach((id, digest) -> lines.append(id).append(' ').append(digest).append('\n'));
        return lines.toString();
    }

    /// Writes beside and moves over, so that no reader ever sees half a lock.
    static void write(Path path, String text) throws IOException {
        var beside = path.resolveSibling(path.getFileName() + ".new");
        Files.write(beside, text.getBytes(StandardCharsets.UTF_8));
        Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING);
    }
}
