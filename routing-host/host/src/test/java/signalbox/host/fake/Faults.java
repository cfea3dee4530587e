package signalbox.host.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Collects what is wrong with one request.
final class Faults {
    private final List<String> found = new ArrayList<>();

    void unless(boolean right, String fault) {
        if (!right) {
            found.add(fault);
        }
    }

    void onlyFields(ObjectNode node, Set<String> known, String place) {
        for (String name : node.propertyNames()) {
            unless(known.contains(name), place + ": unknown field '" + name + "'");
        }
    }

    void name(JsonNode name, Pattern form, String place) {
        unless(form.matcher(name.asString("")).matches(), place + ": bad name '" + name.asString("") + "'");
    }

    /// No keyword of a schema beyond the known ones; names of properties are no keywords.
    void keywords(JsonNode schema, Set<String> known, String place) {
        if (schema instanceof ObjectNode object) {
            onlyFields(object, known, place);
            object.path("properties").properties().forEach(field ->
                    keywords(field.getValue(), known, place + "." + field.getKey()));
            keywords(object.path("items"), known, place + ".items");
            keywords(object.path("additionalProperties"), known, place + ".additionalProperties");
            for (String list : List.of("anyOf", "oneOf", "prefixItems")) {
                object.path(list).forEach(item -> keywords(item, known, place + "." + list));
            }
        }
    }

    List<String> list() {
        return List.copyOf(found);
    }
}
