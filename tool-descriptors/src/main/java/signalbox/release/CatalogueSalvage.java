package signalbox.release;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.Server;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;
import signalbox.json.Digest;

/// Puts a catalogue together from what is sound of a tools directory and, where something is broken, from what was in
/// force before.
///
/// @param before the catalogue in force
/// @param faulty the tool versions with an error, whether or not their file could be read
record CatalogueSalvage(
        ToolCatalogue before,
        SortedMap<ServerName, Server> servers,
        SortedMap<ToolId, Descriptor> descriptors,
        Set<ToolId> faulty) {

    /// @param releases null where `releases.yaml` is broken: those before stay
    /// @param released the tool versions of the lock: one whose file is broken or gone stays as it was
    ToolCatalogue catalogue(@Nullable SortedMap<ToolName, Release> releases, Set<ToolId> released) {
        var owners = new TreeMap<>(before.servers());
        owners.putAll(servers);
        var versions = versions(released);
        versions.keySet().removeIf(id -> !owners.containsKey(id.name().server()));
        var owned = new HashSet<>(servers.keySet());
        versions.keySet().forEach(id -> owned.add(id.name().server()));
        owners.keySet().retainAll(owned);
        var kept = new TreeMap<ToolName, Release>();
        (releases == null ? before.releases() : releases).forEach((tool, release) -> {
            var earlier = before.releases().get(tool);
            if (isServed(release, versions)) {
                kept.put(tool, release);
            } else if (earlier != null && isServed(earlier, versions)) {
                kept.put(tool, earlier);
            }
        });
        var catalogue = new ToolCatalogue(owners, versions, kept, "");
        return catalogue.isAs(before) ? before : catalogue.withRevision(Digest.sha256(described(catalogue)));
    }

    private SortedMap<ToolId, Descriptor> versions(Set<ToolId> released) {
        var versions = new TreeMap<>(descriptors);
        versions.keySet().removeAll(faulty);
        before.descriptors().forEach((id, descriptor) -> {
            if (released.contains(id)) {
                versions.putIfAbsent(id, descriptor);
            }
        });
        return versions;
    }

    private static boolean isServed(Release release, SortedMap<ToolId, Descriptor> versions) {
        return release.serve().keySet().stream().allMatch(version -> versions.containsKey(new ToolId(release.tool(), version)));
    }

    private static String described(ToolCatalogue catalogue) {
        var text = new StringBuilder();
        catalogue.servers().values().forEach(server -> text.append(server).append('\n'));
        catalogue.descriptors().forEach((id, descriptor) -> text.append(id).append(' ').append(descriptor.digest()).append('\n'));
        catalogue.releases().values().forEach(release -> text.append(release.tool())
                .append(' ').append(release.serve())
                .append(' ').append(release.byDefault())
                .append(' ').append(new TreeMap<>(release.pins())).append('\n'));
        return text.toString();
    }
}
