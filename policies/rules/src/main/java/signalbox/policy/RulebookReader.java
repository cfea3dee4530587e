package signalbox.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolName;
import signalbox.json.Digest;
import signalbox.json.JsonPointers;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.grant.Glob;
import signalbox.policy.grant.NearestNames;
import signalbox.policy.permission.Permissions;
import signalbox.policy.routing.Routing;
import signalbox.policy.server.ThirdPartyServers;
import signalbox.release.ToolCatalogue;
import signalbox.release.ToolsDirectory;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.JsonNode;

/// Reads the files of a rulebook in the order in which one needs another. Where the other is broken, a file is looked
/// through for what is wrong with it all the same.
final class RulebookReader {
    private final Path toolsDirectory;
    private final Path policies;
    private final List<Problem> problems = new ArrayList<>();

    RulebookReader(Path toolsDirectory, Path policies) {
        this.toolsDirectory = toolsDirectory;
        this.policies = policies;
    }

    Checked<Rulebook> read() {
        var tools = take(ToolsDirectory.read(toolsDirectory));
        var permissionsFile = take(YamlSource.read(policies.resolve("permissions.yaml")));
        var modelsFile = take(YamlSource.read(policies.resolve("models.yaml")));
        var routingFile = take(YamlSource.read(policies.resolve("routing.yaml")));
        var serversFile = Files.exists(policies.resolve("servers.yaml"))
                ? take(YamlSource.read(policies.resolve("servers.yaml")))
                : null;
        var servers = serversFile == null ? ThirdPartyServers.NONE : take(ThirdPartyServers.read(serversFile));
        var permissions = permissionsFile == null || tools == null ? null : take(Permissions.read(permissionsFile, tools));
        var models = modelsFile == null ? null : take(ModelCatalogue.read(modelsFile));
        var routing = routingFile == null || models == null ? null : take(Routing.read(routingFile, models));
        if (permissionsFile != null && tools == null) {
            problems.addAll(Permissions.errorsWhateverTheTools(permissionsFile));
        }
        if (routingFile != null && models == null) {
            problems.addAll(Routing.errorsWhateverTheModels(routingFile));
        }
        if (modelsFile != null && models != null) {
            problems.addAll(ModelCatalogue.missingKeys(modelsFile, System::getenv));
        }
        if (serversFile != null && servers != null) {
            problems.addAll(ThirdPartyServers.missingSecrets(serversFile, System::getenv));
        }
        if (serversFile != null && tools != null) {
            checkNamesOfServers(serversFile, tools);
        }
        if (routingFile != null && tools != null) {
            checkToolsOfRules(routingFile, tools);
        }
        if (permissionsFile != null && models != null && routing != null) {
            checkGrantedModels(permissionsFile, models, routing);
        }
        if (tools == null || permissions == null || models == null || routing == null || servers == null
                || problems.stream().anyMatch(Problem::isError)) {
            return new Checked.Broken<>(Problem.sorted(problems));
        }
        var revision = Digest.sha256(tools.revision() + permissions.revision() + routing.revision()
                + (modelsFile == null ? "" : Digest.sha256(modelsFile.text()))
                + (serversFile == null ? "" : Digest.sha256(serversFile.text())));
        return new Checked.Sound<>(
                new Rulebook(tools, permissions, models, routing, servers, revision), Problem.sorted(problems));
    }

    private <T> @Nullable T take(Checked<T> read) {
        problems.addAll(read.found());
        return switch (read) {
            case Checked.Sound<T>(var value, var _) -> value;
            case Checked.Broken<T> _ -> null;
        };
    }

    /// One name is one server: else the host would send to a third party what is meant for ours.
    private void checkNamesOfServers(YamlSource servers, ToolCatalogue tools) {
        var told = new TreeSet<ServerName>();
        for (var release : tools.releases().values()) {
            var server = release.tool().server();
            var pointer = JsonPointers.child("/servers", server.value());
            if (!release.servedHere().isEmpty() && !servers.tree().at(pointer).isMissingNode() && told.add(server)) {
                problems.add(servers.errorAtKey(
                        pointer,
                        "'" + server + "' is a server of this installation: releases.yaml has '" + release.tool() + "@"
                                + release.servedHere().last() + "' run here",
                        "give the third-party server a name of its own"));
            }
        }
    }

    private void checkToolsOfRules(YamlSource routing, ToolCatalogue tools) {
        var known = new TreeSet<String>();
        tools.servers().keySet().forEach(server -> known.add(server.value()));
        tools.releases().keySet().stream().map(ToolName::toString).forEach(known::add);
        for (int i = 0; i < routing.tree().path("rules").size(); i++) {
            var pointer = "/rules/" + i + "/tools";
            for (int j = 0; j < routing.tree().at(pointer).size(); j++) {
                var at = JsonPointers.child(pointer, j);
                var name = routing.tree().at(at).asString("");
                if (!name.isEmpty() && !known.contains(name)) {
                    problems.add(routing.error(
                            at,
                            "there is no server or tool '" + name + "'",
                            NearestNames.hint(name, known, "servers: " + String.join(", ", tools.servers().keySet().stream().map(Object::toString).toList()))));
                }
            }
        }
    }

    private void checkGrantedModels(YamlSource permissions, ModelCatalogue models, Routing routing) {
        var known = new TreeSet<String>();
        known.add("signalbox/auto");
        routing.groups().keySet().forEach(group -> known.add("signalbox/" + group));
        models.models().keySet().stream().map(ModelName::value).forEach(known::add);
        permissions.tree().path("roles").forEachEntry((role, _) -> {
            var may = JsonPointers.child("/roles", role) + "/may";
            for (int i = 0; i < permissions.tree().at(may).size(); i++) {
                warnOfUnknown(permissions, JsonPointers.child(may, i) + "/model", known);
            }
        });
    }

    private void warnOfUnknown(YamlSource permissions, String pointer, Set<String> known) {
        JsonNode model = permissions.tree().at(pointer);
        if (model.isString() && known.stream().noneMatch(new Glob(model.stringValue())::matches)) {
            problems.add(permissions.warning(
                    pointer,
                    "'" + model.stringValue() + "' matches no model",
                    NearestNames.hint(model.stringValue(), known, "signalbox/auto, signalbox/ and a group, or a model of models.yaml")));
        }
    }
}
