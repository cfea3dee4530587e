package signalbox.policy.permission;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.Effect;
import signalbox.descriptor.EffectClass;
import signalbox.descriptor.Output;
import signalbox.descriptor.Server;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;
import signalbox.descriptor.Version;
import signalbox.release.Release;
import signalbox.release.RunTarget;
import signalbox.release.ToolCatalogue;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A catalogue put together in a test.
final class Tools {
    static final Effect READS = new Effect(EffectClass.READ, false, false, "", false);
    static final Effect WRITES = new Effect(EffectClass.WRITE, false, true, "", false);
    static final Effect DESTROYS = new Effect(EffectClass.WRITE, true, false, "", false);

    private final TreeMap<ServerName, Server> servers = new TreeMap<>();
    private final TreeMap<ToolId, Descriptor> descriptors = new TreeMap<>();
    private final TreeMap<ToolName, Release> releases = new TreeMap<>();

    /// The desk that the broken files and most tests are about.
    static ToolCatalogue desk() {
        var order = "{order_id: {type: string}}";
        var refund = "{order_id: {type: string}, item_ids: {type: array, items: {type: string}},"
                + " payment_method_id: {type: string}, amount: {type: number}, address: {type: object,"
                + " properties: {city: {type: string}}}}";
        return new Tools()
                .with("retail.get_order@1.0.0", READS, order)
                .with("retail.get_order@2.0.0", READS, order)
                .with("retail.get_user@1.0.0", READS, "{user_id: {type: string}}")
                .with("retail.return_items@1.0.0", WRITES, refund)
                .with("retail.return_items@2.0.0", WRITES, refund)
                .with("retail.cancel_order@1.0.0", DESTROYS, "{order_id: {type: string}, reason: {type: string}}")
                .with("knowledge.search@1.0.0", READS, "{query: {type: string}, limit: {type: integer, minimum: 1, maximum: 50}}", "public")
                .catalogue();
    }

    Tools with(String id, Effect effect, String properties, String... labels) {
        return withInput(id, effect, yaml("{type: object, properties: " + properties + "}"), labels);
    }

    Tools withInput(String id, Effect effect, ObjectNode input, String... labels) {
        var tool = ToolId.parse(id);
        var server = tool.name().server();
        servers.put(server, new Server(server, server.value(), "owner", ""));
        descriptors.put(tool, new Descriptor(
                tool, new Descriptor.Wording(id, "", "", ""), effect, new TreeSet<>(Set.of(labels)), input,
                new Output(null, 1000), "sha256:" + id));
        var serve = new TreeMap<Version, RunTarget>();
        var known = releases.get(tool.name());
        if (known != null) {
            serve.putAll(known.serve());
        }
        serve.put(tool.version(), new RunTarget.Java("work"));
        releases.put(tool.name(), new Release(tool.name(), serve, serve.firstKey(), Map.of()));
        return this;
    }

    /// The work of this version is a third-party server's.
    Tools upstream(String id) {
        var tool = ToolId.parse(id);
        var known = Objects.requireNonNull(releases.get(tool.name()));
        var serve = new TreeMap<>(known.serve());
        serve.put(tool.version(), new RunTarget.Upstream("sha256:" + "0".repeat(64), tool.name().tool()));
        releases.put(tool.name(), new Release(tool.name(), serve, known.byDefault(), known.pins()));
        return this;
    }

    Tools release(String tool, String byDefault, Map<String, Version> pins) {
        var name = ToolName.parse(tool);
        var serve = Objects.requireNonNull(releases.get(name)).serve();
        releases.put(name, new Release(name, serve, Version.parse(byDefault), pins));
        return this;
    }

    ToolCatalogue catalogue() {
        return new ToolCatalogue(servers, descriptors, releases, "sha256:test");
    }

    static Descriptor tool(ToolCatalogue tools, String id) {
        return Objects.requireNonNull(tools.descriptors().get(ToolId.parse(id)), id);
    }

    static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }

    static ObjectNode yaml(String text) {
        return (ObjectNode) source(text).tree();
    }

    static YamlSource source(String text) {
        return sound(YamlSource.parse("permissions.yaml", text));
    }

    static Permissions permissions(ToolCatalogue tools, String text) {
        return sound(Permissions.read(source(text), tools));
    }

    static Path resources() {
        return Path.of("src/test/resources");
    }

    private static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new AssertionError(Problem.rendered(problems));
        });
    }
}
