package signalbox.policy.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.json.JsonPointers;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.routing.RoutingFile.Target;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.JsonNode;

/// Reads `groups`, and what names a group or a model elsewhere.
final class TargetReader {
    private static final Set<String> RESERVED = Set.of("auto", "next", "stop");
    private static final int MOST_NAMES = 12;

    private final YamlSource source;
    private final @Nullable ModelCatalogue models;
    private final List<Problem> problems;
    private final Map<String, Target> groups = new LinkedHashMap<>();

    TargetReader(YamlSource source, @Nullable ModelCatalogue models, List<Problem> problems) {
        this.source = source;
        this.models = models;
        this.problems = problems;
        source.tree().path("groups").forEachEntry(this::readGroup);
    }

    Map<String, Target> groups() {
        return groups;
    }

    private void readGroup(String name, JsonNode list) {
        var pointer = JsonPointers.child("/groups", name);
        if (!name.matches("[a-z][a-z0-9_-]{0,40}") || RESERVED.contains(name)) {
            problems.add(source.errorAtKey(
                    pointer, "'" + name + "' is not a group name", "lower-case letters, digits, - and _; not auto, next or stop"));
        }
        var entries = new ArrayList<ModelEntry>();
        for (int i = 0; i < list.size() && list.isArray(); i++) {
            if (list.get(i).isString()) {
                var entry = model(JsonPointers.child(pointer, i), list.get(i).stringValue());
                if (entry != null) {
                    entries.add(entry);
                }
            }
        }
        checkSpaces(name, pointer, list, entries);
        groups.put(name, new Target(name, source.keyPlace(pointer), entries));
    }

    /// Vectors of two spaces in one index are a fault that nobody sees: a group is of one.
    private void checkSpaces(String name, String pointer, JsonNode list, List<ModelEntry> entries) {
        var embedding = entries.stream().filter(ModelEntry::embeds).toList();
        for (var entry : embedding) {
            var first = embedding.getFirst();
            if (!entry.naming().space().equals(first.naming().space())) {
                problems.add(source.error(
                        JsonPointers.child(pointer, index(list, entry)),
                        "group '" + name + "' mixes embeddings that cannot be compared: '" + entry.name() + "' is of the space '"
                                + entry.naming().space() + "', '" + first.name() + "' of '" + first.naming().space() + "'",
                        "make a group for each, or write the same 'space' in models.yaml where they are the same model"));
                return;
            }
        }
    }

    private static int index(JsonNode list, ModelEntry entry) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).asString("").equals(entry.name().value())) {
                return i;
            }
        }
        return 0;
    }

    /// The group or model at the pointer; null, with a problem or the schema's word for it, where none does.
    @Nullable Target target(String pointer, JsonNode node) {
        if (!node.isString()) {
            return null;
        }
        var text = node.stringValue();
        var group = groups.get(text);
        if (group != null) {
            return group;
        }
        if (text.contains("/")) {
            var entry = model(pointer, text);
            return entry == null ? null : new Target(text, source.place(pointer), List.of(entry));
        }
        problems.add(source.error(pointer, "unknown group '" + text + "'", groups.isEmpty()
                ? "no groups are declared; write a model as provider/model"
                : "declared groups: " + names(groups.keySet())));
        return null;
    }

    private @Nullable ModelEntry model(String pointer, String text) {
        if (models == null) {
            return null;
        }
        var entry = ModelName.isValid(text) ? models.models().get(new ModelName(text)) : null;
        if (entry == null) {
            problems.add(source.error(
                    pointer, "unknown model '" + text + "'", "declared models: " + names(models.models().keySet())));
        }
        return entry;
    }

    private static String names(Set<?> all) {
        var names = all.stream().limit(MOST_NAMES).map(Object::toString).toList();
        return String.join(", ", names) + (all.size() > MOST_NAMES ? ", ..." : "");
    }
}
