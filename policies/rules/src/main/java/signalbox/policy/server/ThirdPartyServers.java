package signalbox.policy.server;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// `servers.yaml`, checked. There may be none.
public record ThirdPartyServers(SortedMap<ServerName, ThirdPartyServer> servers) {
    public static final ThirdPartyServers NONE = new ThirdPartyServers(Collections.emptySortedMap());

    public ThirdPartyServers {
        servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
    }

    /// Reads and checks `servers.yaml`. No problem ever shows a secret that was written out.
    public static Checked<ThirdPartyServers> read(YamlSource source) {
        return new ServersReader(source).read();
    }

    /// A warning for each secret that the file names and that is not there.
    ///
    /// @param environment a variable's value, or null where it is not set
    public static List<Problem> missingSecrets(YamlSource source, Function<String, @Nullable String> environment) {
        return ServersReader.missingSecrets(source, environment);
    }
}
