package signalbox.host.tool;

import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import signalbox.client.exchange.ServerTool;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.Effect;
import signalbox.descriptor.EffectClass;
import signalbox.descriptor.Output;
import signalbox.descriptor.Server;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;
import signalbox.descriptor.UpstreamDigest;
import signalbox.descriptor.Version;
import signalbox.host.tool.elicitation.Consents;
import signalbox.host.tool.server.Credentials;
import signalbox.policy.permission.Permissions;
import signalbox.policy.server.ServerAuthorization;
import signalbox.policy.server.ThirdPartyServer;
import signalbox.policy.server.ThirdPartyServer.Questions;
import signalbox.policy.server.ThirdPartyServers;
import signalbox.release.Release;
import signalbox.release.RunTarget;
import signalbox.release.ToolCatalogue;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Servers of others with what was released of them; a test changes any of it while the host runs.
public final class Abroad {
    private static final String EVERYTHING = """
            roles: {all: {may: [{tool: '*@*'}]}}
            principals: {'agent:ada': {roles: [all]}, 'agent:one': {roles: [all]}}
            """;
    private static final Version FIRST = Version.parse("1.0.0");

    private final SortedMap<ServerName, ThirdPartyServer> servers = new TreeMap<>();
    private final SortedMap<ServerName, Server> known = new TreeMap<>();
    private final SortedMap<ToolId, Descriptor> descriptors = new TreeMap<>();
    private final SortedMap<ToolName, Release> releases = new TreeMap<>();
    private final Map<String, String> secrets = new HashMap<>();
    private String permissions = EVERYTHING;
    public final Consents consents = new Consents();

    /// A server that needs nothing and is declined by rule.
    public Abroad server(String name, URI endpoint) {
        return server(name, endpoint, new ServerAuthorization.None(), Questions.DECLINE);
    }

    public Abroad server(String name, URI endpoint, ServerAuthorization authorization, Questions questions) {
        var origin = URI.create("http://127.0.0.1:" + endpoint.getPort());
        servers.put(new ServerName(name), new ThirdPartyServer(
                new ServerName(name), endpoint, authorization, new TreeSet<>(Set.of(origin)), questions));
        known.put(new ServerName(name), new Server(new ServerName(name), name, "others", ""));
        return this;
    }

    /// Releases a definition as the server shows it, with a text of our own.
    public Abroad release(String server, String definition, String... labels) {
        var shown = (ObjectNode) JsonMapper.shared().readTree(definition);
        var tool = new ServerTool(shown.path("name").asString(), shown, List.of());
        var id = ToolId.parse(server + "." + tool.name().toLowerCase(Locale.ROOT).replace('-', '_') + "@1.0.0");
        var output = new Output(shown.get("outputSchema") instanceof ObjectNode schema ? schema : null, 200);
        descriptors.put(id, new Descriptor(
                id, new Descriptor.Wording(tool.name(), "Released text of " + tool.name() + ".", "", ""),
                new Effect(EffectClass.WRITE, false, false, "", true), new TreeSet<>(Arrays.asList(labels)), tool.inputSchema(),
                output, "sha256:" + id));
        releases.put(id.name(), new Release(id.name(), new TreeMap<>(Map.of(FIRST, new RunTarget.Upstream(UpstreamDigest.of(shown), tool.name()))), FIRST, Map.of()));
        return this;
    }

    /// Takes a release back.
    public void recall(String tool) {
        releases.remove(ToolId.parse(tool).name());
    }

    public Abroad permit(String yaml) {
        permissions = yaml;
        return this;
    }

    public Abroad secret(String variable, String value) {
        secrets.put(variable, value);
        return this;
    }

    public ToolServers.ThirdParty thirdParty() {
        return new ToolServers.ThirdParty(
                () -> new ThirdPartyServers(servers), this::rules,
                ref -> ref instanceof signalbox.policy.catalogue.SecretRef.Env(var variable) ? secrets.get(variable) : null,
                consents);
    }

    public ToolServers toolServers(Map<String, URI> own, Credentials credentials) {
        var endpoints = new TreeMap<ServerName, URI>();
        own.forEach((name, endpoint) -> endpoints.put(new ServerName(name), endpoint));
        return new ToolServers(new ToolServers.Ours(endpoints, credentials, () -> ""), thirdParty(), Clock.systemUTC());
    }

    private UpstreamRules rules() {
        var tools = new ToolCatalogue(known, descriptors, releases, "sha256:abroad");
        var read = Permissions.read(sound(YamlSource.parse("permissions.yaml", permissions)), tools);
        return new UpstreamRules(tools, sound(read));
    }

    private static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new AssertionError(Problem.rendered(problems));
        });
    }
}
