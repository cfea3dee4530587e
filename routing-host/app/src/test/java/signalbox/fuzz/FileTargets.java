package signalbox.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import signalbox.descriptor.DescriptorFile;
import signalbox.descriptor.ToolId;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.json.JsonPointers;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.permission.Permissions;
import signalbox.policy.routing.Routing;
import signalbox.policy.server.ThirdPartyServers;
import signalbox.release.FuzzedReleases;
import signalbox.release.ToolCatalogue;
import signalbox.release.ToolsDirectory;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import signalbox.testing.Checkout;
import tools.jackson.databind.JsonNode;

/// What people write: each file is sound, or its problems can be shown.
final class FileTargets {
    private static final ToolId TOOL = ToolId.parse("retail.get_order_details@1.0.0");

    private FileTargets() {}

    static SortedMap<String, Target> all() {
        var targets = new TreeMap<String, Target>();
        targets.put("yaml", file(source -> {
            places(source, "", source.tree());
            return new Checked.Sound<>(source, List.of());
        }));
        targets.put("permissions", file(source -> Permissions.read(source, Shipped.TOOLS)));
        targets.put("routing", file(source -> Routing.read(source, Shipped.MODELS)));
        targets.put("models", file(ModelCatalogue::read));
        targets.put("servers", file(ThirdPartyServers::read));
        targets.put("identity", file(IdentityPolicy::read));
        targets.put("descriptor", file(source -> DescriptorFile.read(TOOL, source)));
        targets.put("releases", file(source -> FuzzedReleases.read(source, Shipped.TOOLS)));
        return targets;
    }

    private static Target file(Function<YamlSource, Checked<?>> reader) {
        return Target.ofText(text -> {
            var problems = YamlSource.parse("fuzz.yaml", text).fold(source -> reader.apply(source).found(), broken -> broken);
            assertThat(problems).allSatisfy(problem -> assertThat(problem.place().line()).isPositive());
            Problem.rendered(problems);
        });
    }

    private static void places(YamlSource source, String pointer, JsonNode node) {
        assertThat(source.place(pointer).line()).isPositive();
        assertThat(source.keyPlace(pointer).line()).isPositive();
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            places(source, JsonPointers.child(pointer, i), node.get(i));
        }
        node.forEachEntry((key, value) -> places(source, JsonPointers.child(pointer, key), value));
    }

    /// What a file is read against; read when it is first needed.
    private static final class Shipped {
        static final ToolCatalogue TOOLS = sound(ToolsDirectory.read(Checkout.root().resolve("tool-descriptors")));
        static final ModelCatalogue MODELS = sound(
                ModelCatalogue.read(sound(YamlSource.read(Checkout.root().resolve("docs/recipes/models/four-providers.yaml")))));
    }

    private static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new IllegalStateException(Problem.rendered(problems));
        });
    }
}
