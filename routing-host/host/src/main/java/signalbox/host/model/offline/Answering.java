package signalbox.host.model.offline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The words of an answer: what the last results say, in plain sentences.
record Answering(Evidence evidence) {
    private static final int MOST = 6;

    String fromResults() {
        var last = evidence.last();
        if (last == null) {
            return "I am an offline planner and found no tool for this request.";
        }
        if (last.result().error()) {
            return "I could not do this. " + sentence(last.text());
        }
        var json = Evidence.json(last);
        return json == null ? sentence(last.text()) : summary(json);
    }

    String askingFor(Collection<String> missing) {
        var names = missing.stream().map(name -> name.replace('_', ' ')).toList();
        return "To do this I need: " + String.join(", ", names) + ".";
    }

    private static String summary(JsonNode json) {
        var facts = new ArrayList<String>();
        for (var field : json.properties()) {
            var value = field.getValue();
            if (value.isValueNode() && !value.isNull() && facts.size() < MOST) {
                facts.add(field.getKey().replace('_', ' ') + " " + value.asString());
            }
        }
        var things = new ArrayList<String>();
        collect(json, things);
        var text = facts.isEmpty() ? "Done." : sentence(String.join(", ", facts));
        return things.isEmpty() ? text : text + " " + sentence("With: " + String.join(", ", things));
    }

    private static void collect(JsonNode node, List<String> things) {
        for (var child : node.isObject() ? node.properties().stream().map(Map.Entry::getValue).toList() : elements(node)) {
            var name = child.path(child.has("title") ? "title" : "name");
            if (child.isObject() && name.isString() && things.size() < MOST) {
                things.add(name.asString());
            } else if (child.isContainer()) {
                collect(child, things);
            }
        }
    }

    private static List<JsonNode> elements(JsonNode node) {
        return node.valueStream().toList();
    }

    private static String sentence(String text) {
        var trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return "There is no result.";
        }
        var whole = Character.toUpperCase(trimmed.charAt(0)) + trimmed.substring(1);
        return ".!?".indexOf(whole.charAt(whole.length() - 1)) >= 0 ? whole : whole + ".";
    }
}
