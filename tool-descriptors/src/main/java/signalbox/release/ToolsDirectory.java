package signalbox.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.DescriptorFile;
import signalbox.descriptor.Server;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;
import signalbox.descriptor.compatibility.Compatibility;
import signalbox.json.Digest;
import signalbox.source.Checked;
import signalbox.source.FileSnapshot;
import signalbox.source.JsonSchema;
import signalbox.source.Problem;
import signalbox.source.Salvaged;
import signalbox.source.YamlSource;

/// Reads a tools directory: its servers, tool versions, releases and the lock of what is released.
public final class ToolsDirectory {
    private static final JsonSchema SERVER_FORM = JsonSchema.resource("signalbox/schema/server.schema.json");

    private final ToolFiles folder;
    private final List<Problem> problems = new ArrayList<>();
    private final SortedMap<ServerName, Server> servers = new TreeMap<>();
    private final SortedMap<ToolId, YamlSource> sources = new TreeMap<>();
    private final SortedMap<ToolId, Descriptor> descriptors = new TreeMap<>();
    private final SortedSet<ToolId> faulty = new TreeSet<>();
    private final StringBuilder everything = new StringBuilder();
    private @Nullable SortedMap<ToolName, Release> releases;

    private ToolsDirectory(ToolFiles folder) {
        this.folder = folder;
        problems.addAll(folder.problems());
    }

    /// What the files of a tools directory hold now.
    public static FileSnapshot snapshot(Path toolsDirectory) {
        return ToolFiles.snapshot(toolsDirectory);
    }

    /// The catalogue, or every problem of every file, by file, line and column.
    public static Checked<ToolCatalogue> read(Path toolsDirectory) {
        return read(snapshot(toolsDirectory));
    }

    /// The same of the files as they were at the look.
    public static Checked<ToolCatalogue> read(FileSnapshot files) {
        var reading = new ToolsDirectory(ToolFiles.scan(files));
        reading.checkLock(reading.readAll());
        return Checked.of(reading.problems, reading::catalogue);
    }

    /// As much of the catalogue as the files give, with every problem: what is broken stays as it was before, or is left
    /// out where it is new, so that it holds up nothing else.
    public static Salvaged<ToolCatalogue> salvage(FileSnapshot files, ToolCatalogue before) {
        var reading = new ToolsDirectory(ToolFiles.scan(files));
        var lock = reading.readAll();
        reading.checkLock(lock);
        var found = Problem.sorted(reading.problems);
        if (found.stream().noneMatch(Problem::isError)) {
            return new Salvaged<>(reading.catalogue(), found);
        }
        if (lock == null) {
            reading.trustOnly(before);
        }
        var released = lock == null ? before.descriptors().keySet() : lock.entries().keySet();
        var salvage = new CatalogueSalvage(before, reading.servers, reading.descriptors, reading.faulty);
        return new Salvaged<>(salvage.catalogue(reading.releases, released), found);
    }

    /// Without a lock nobody knows what else is released.
    private void trustOnly(ToolCatalogue before) {
        descriptors.forEach((id, descriptor) -> {
            if (!descriptor.equals(before.descriptors().get(id))) {
                faulty.add(id);
            }
        });
    }

    /// Adds every new tool version to `released.lock` and names them; writes nothing where anything else is wrong,
    /// a changed or removed released version included.
    public static Checked<SortedSet<ToolId>> release(Path toolsDirectory) {
        var reading = new ToolsDirectory(ToolFiles.scan(snapshot(toolsDirectory)));
        var lock = reading.readAll();
        if (lock != null) {
            reading.report(lock.broken(reading.folder.descriptors(), reading.descriptors, reading.sources));
        }
        return Checked.of(reading.problems, () -> reading.added(lock));
    }

    private void checkLock(@Nullable ReleasedLock lock) {
        if (lock != null) {
            report(lock.broken(folder.descriptors(), descriptors, sources));
            report(lock.missing(descriptors, sources, releases == null ? descriptors.keySet() : ToolCatalogue.served(releases)));
        }
    }

    private void report(SortedMap<ToolId, Problem> found) {
        found.forEach((id, problem) -> {
            problems.add(problem);
            if (problem.isError()) {
                faulty.add(id);
            }
        });
    }

    private SortedSet<ToolId> added(@Nullable ReleasedLock lock) {
        if (lock == null) {
            throw new IllegalStateException("a lock that cannot be read is a problem");
        }
        var added = new TreeSet<>(descriptors.keySet());
        added.removeAll(lock.entries().keySet());
        try {
            if (!added.isEmpty()) {
                ReleasedLock.write(folder.lock(), lock.with(descriptors));
            }
            return added;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable ReleasedLock readAll() {
        folder.servers().forEach(this::readServer);
        folder.descriptors().forEach(this::readDescriptor);
        if (folder.snapshot().has(folder.releases()) || !folder.descriptors().isEmpty()) {
            readReleases();
        } else {
            releases = new TreeMap<>();
        }
        checkSteps();
        var lock = kept(ReleasedLock.read(folder.snapshot(), folder.lock()));
        note("released.lock", lock == null ? "" : lock.text());
        return lock;
    }

    private void readServer(ServerName name, Path path) {
        var source = kept(YamlSource.read(folder.snapshot(), path));
        if (source == null) {
            return;
        }
        note(name + "/server.yaml", source.text());
        var found = SERVER_FORM.check(source);
        problems.addAll(found);
        if (found.isEmpty()) {
            var tree = source.tree();
            servers.put(name, new Server(name, tree.path("title").asString(), tree.path("owner").asString(),
                    tree.path("instructions").asString("").strip()));
        }
    }

    private void readDescriptor(ToolId id, Path path) {
        var source = kept(YamlSource.read(folder.snapshot(), path));
        if (source == null) {
            return;
        }
        note(id.toString(), source.text());
        sources.put(id, source);
        var descriptor = kept(DescriptorFile.read(id, source));
        if (descriptor != null) {
            descriptors.put(id, descriptor);
        }
    }

    private void readReleases() {
        var source = kept(YamlSource.read(folder.snapshot(), folder.releases()));
        if (source == null) {
            return;
        }
        note("releases.yaml", source.text());
        releases = kept(ReleasesFile.read(source, folder.descriptors().keySet()));
    }

    private void checkSteps() {
        Descriptor before = null;
        for (var descriptor : descriptors.values()) {
            if (before != null && before.id().name().equals(descriptor.id().name())) {
                checkStep(before, descriptor);
            }
            before = descriptor;
        }
    }

    private void checkStep(Descriptor before, Descriptor after) {
        var compatibility = Compatibility.between(before, after);
        var source = sources.get(after.id());
        if (source != null && !compatibility.allows(before.id().version(), after.id().version())) {
            faulty.add(after.id());
            problems.add(source.error("/version", "'" + after.id().version() + "' is too small a step from "
                    + before.id().version() + ": at least " + compatibility.least().after(before.id().version()),
                    compatibility.because()));
        }
    }

    private void note(String name, String text) {
        everything.append(name).append(' ').append(Digest.sha256(text)).append('\n');
    }

    private <T> @Nullable T kept(Checked<T> checked) {
        problems.addAll(checked.found());
        return switch (checked) {
            case Checked.Sound<T>(var value, var _) -> value;
            case Checked.Broken<T> _ -> null;
        };
    }

    private ToolCatalogue catalogue() {
        return new ToolCatalogue(
                servers, descriptors, releases == null ? new TreeMap<>() : releases, Digest.sha256(everything.toString()));
    }
}
