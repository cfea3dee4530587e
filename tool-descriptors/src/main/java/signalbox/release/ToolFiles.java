package signalbox.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;
import signalbox.descriptor.Version;
import signalbox.source.FileSnapshot;
import signalbox.source.Place;
import signalbox.source.Problem;

/// The files of a tools directory, found by their names alone.
///
/// @param servers the `server.yaml` of each server
/// @param descriptors the file of each tool version
record ToolFiles(
        FileSnapshot snapshot,
        SortedMap<ServerName, Path> servers,
        SortedMap<ToolId, Path> descriptors,
        List<Problem> problems) {
    private static final int LEVELS = 3;
    private static final Set<String> NOT_SERVERS = Set.of("src", "target");
    private static final String ENDING = ".yaml";

    static FileSnapshot snapshot(Path root) {
        return FileSnapshot.of(root, LEVELS, path -> path.getNameCount() > 1 || !NOT_SERVERS.contains(path.toString()));
    }

    static ToolFiles scan(FileSnapshot snapshot) {
        var found = new ToolFiles(snapshot, new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
        try {
            for (var folder : snapshot.children(snapshot.root())) {
                if (snapshot.isFolder(folder)) {
                    found.scanServer(folder, folder.getFileName().toString());
                }
            }
        } catch (IOException e) {
            found.report(snapshot.root(), "the folder cannot be read: " + e.getMessage(), "");
        }
        return found;
    }

    Path releases() {
        return snapshot.root().resolve("releases.yaml");
    }

    Path lock() {
        return snapshot.root().resolve("released.lock");
    }

    private void scanServer(Path folder, String name) throws IOException {
        if (!ServerName.isValid(name)) {
            report(folder, "'" + name + "' is not a server name", "[a-z][a-z0-9_]{0,40} without '__'");
            return;
        }
        var server = new ServerName(name);
        servers.put(server, folder.resolve("server.yaml"));
        for (var child : snapshot.children(folder)) {
            var childName = child.getFileName().toString();
            if (snapshot.isFolder(child)) {
                scanTool(server, child, childName);
            } else if (isYaml(childName) && !childName.equals("server.yaml")) {
                report(child, "'" + childName + "' has no meaning here", "a server folder holds server.yaml and tool folders");
            }
        }
    }

    private void scanTool(ServerName server, Path folder, String name) throws IOException {
        if (!ToolName.isValid(name)) {
            report(folder, "'" + name + "' is not a tool name", ToolName.FORM);
            return;
        }
        for (var file : snapshot.children(folder)) {
            var fileName = file.getFileName().toString();
            if (!isYaml(fileName)) {
                continue;
            }
            var version = fileName.substring(0, fileName.lastIndexOf('.'));
            if (fileName.endsWith(ENDING) && Version.isValid(version)) {
                descriptors.put(new ToolId(new ToolName(server, name), Version.parse(version)), file);
            } else {
                report(file, "'" + fileName + "' names no version", "<major>.<minor>.<patch>.yaml, such as 2.1.0.yaml");
            }
        }
    }

    private static boolean isYaml(String name) {
        return name.endsWith(ENDING) || name.endsWith(".yml");
    }

    private void report(Path path, String message, String hint) {
        problems.add(Problem.error(new Place(path.toString().replace('\\', '/'), 1, 1), "", message, hint));
    }
}
