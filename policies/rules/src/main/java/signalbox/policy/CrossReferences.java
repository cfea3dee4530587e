package signalbox.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolName;
import signalbox.json.JsonPointers;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.grant.Glob;
import signalbox.policy.grant.NearestNames;
import signalbox.policy.permission.Permissions;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.routing.Routing;
import signalbox.release.ToolCatalogue;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// Names in one file that another has not.
final class CrossReferences {
    private CrossReferences() {}

    static List<Problem> toolsOfRules(YamlSource routing, ToolCatalogue tools) {
        var problems = new ArrayList<Problem>();
        var known = new TreeSet<String>();
        tools.servers().keySet().forEach(server -> known.add(server.value()));
        tools.releases().keySet().stream().map(ToolName::toString).forEach(known::add);
        var servers = String.join(", ", tools.servers().keySet().stream().map(Object::toString).toList());
        for (int i = 0; i < routing.tree().path("rules").size(); i++) {
            var pointer = "/rules/" + i + "/tools";
            for (int j = 0; j < routing.tree().at(pointer).size(); j++) {
                var at = JsonPointers.child(pointer, j);
                var name = routing.tree().at(at).asString("");
                if (!name.isEmpty() && !known.contains(name)) {
                    problems.add(routing.error(
                            at,
                            "there is no server or tool '" + name + "'",
                            NearestNames.hint(name, known, "servers: " + servers)));
                }
            }
        }
        return problems;
    }

    /// What a grant of models may name.
    static Set<String> modelNames(ModelCatalogue models, Routing routing) {
        var names = new TreeSet<String>();
        names.add("signalbox/auto");
        routing.groups().keySet().forEach(group -> names.add("signalbox/" + group));
        models.models().keySet().stream().map(ModelName::value).forEach(names::add);
        return names;
    }

    /// A model that there is not is an error under `never`, where it would open what it should close.
    static List<Problem> grantedModels(YamlSource permissions, ModelCatalogue models, Routing routing) {
        var problems = new ArrayList<Problem>();
        var known = modelNames(models, routing);
        permissions.tree().path("roles").propertyNames().forEach(role -> {
            for (var list : List.of("may", "never")) {
                var entries = JsonPointers.child("/roles", role) + "/" + list;
                for (int i = 0; i < permissions.tree().at(entries).size(); i++) {
                    var pointer = JsonPointers.child(entries, i) + "/model";
                    var model = permissions.tree().at(pointer);
                    if (model.isString() && known.stream().noneMatch(new Glob(model.stringValue())::matches)) {
                        problems.add(unknownModel(permissions, pointer, model.stringValue(), known));
                    }
                }
            }
        });
        return problems;
    }

    /// One name is one server: else the host would send to a third party what is meant for ours.
    static List<Problem> ownServers(YamlSource servers, ToolCatalogue tools) {
        var problems = new ArrayList<Problem>();
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
        return problems;
    }

    /// A pin of nobody: a warning, since whoever is taken out of the permissions may leave a pin behind.
    static List<Problem> pinnedPrincipals(YamlSource releases, Permissions permissions) {
        var problems = new ArrayList<Problem>();
        var known = permissions.principals().stream().map(PrincipalName::toString).toList();
        releases.tree().forEachEntry((tool, release) -> release.path("pins").propertyNames().forEach(who -> {
            if (!known.contains(who)) {
                var pointer = JsonPointers.child(JsonPointers.child("", tool) + "/pins", who);
                problems.add(releases.warningAtKey(
                        pointer,
                        "the pin is of nobody: '" + who + "' is not among the principals of permissions.yaml",
                        NearestNames.hint(who, known, "add it there, or remove the pin")));
            }
        }));
        return problems;
    }

    private static Problem unknownModel(YamlSource permissions, String pointer, String model, Set<String> known) {
        var message = "'" + model + "' matches no model";
        var hint = NearestNames.hint(model, known, "signalbox/auto, signalbox/ and a group, or a model of models.yaml");
        boolean opens = pointer.split("/", -1)[3].equals("never");
        return opens ? permissions.error(pointer, message, hint) : permissions.warning(pointer, message, hint);
    }
}
