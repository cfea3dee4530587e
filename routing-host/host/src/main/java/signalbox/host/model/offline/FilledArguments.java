package signalbox.host.model.offline;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.ToolOffer;
import signalbox.source.TextPattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Arguments for one tool, as far as the evidence goes.
///
/// @param missing properties for which there is no evidence
/// @param guessed properties whose value was the only one at hand, not one that was asked for
record FilledArguments(ToolOffer tool, ObjectNode arguments, Set<String> missing, Set<String> guessed) {
    private static final Pattern QUOTED = Pattern.compile("(?<!\\w)[\"']([\\w -]{3,60})[\"'](?!\\w)");

    boolean isComplete() {
        return missing.isEmpty();
    }

    static FilledArguments of(ToolOffer tool, Evidence evidence) {
        var arguments = JsonNodeFactory.instance.objectNode();
        var missing = new TreeSet<String>();
        var guessed = new TreeSet<String>();
        var required = tool.schema().path("required");
        for (var property : tool.schema().path("properties").properties()) {
            boolean needed = !required.isArray() || contains(required, property.getKey());
            var argument = new Argument(tool, property.getKey(), property.getValue(), evidence);
            var value = argument.value(guessed);
            if (value != null) {
                arguments.set(property.getKey(), value);
            } else if (needed) {
                missing.add(property.getKey());
            }
        }
        return new FilledArguments(tool, arguments, missing, guessed);
    }

    private static boolean contains(JsonNode names, String name) {
        return names.valueStream().anyMatch(each -> name.equals(each.asString("")));
    }

    /// One property looking for its value.
    private record Argument(ToolOffer tool, String name, JsonNode schema, Evidence evidence) {
        @Nullable JsonNode value(Set<String> guessed) {
            if ("array".equals(schema.path("type").asString(""))) {
                return list();
            }
            var text = text(guessed);
            if (text == null) {
                return null;
            }
            return switch (schema.path("type").asString("string")) {
                case "string" -> JsonNodeFactory.instance.stringNode(text);
                case "integer" -> text.matches("-?\\d{1,9}") ? JsonNodeFactory.instance.numberNode(Integer.parseInt(text)) : null;
                case "number" -> text.matches("-?\\d{1,9}(\\.\\d{1,9})?")
                        ? JsonNodeFactory.instance.numberNode(Double.parseDouble(text))
                        : null;
                case "boolean" -> JsonNodeFactory.instance.booleanNode("true".equals(text));
                default -> null;
            };
        }

        private @Nullable String text(Set<String> guessed) {
            if ("uuid".equals(schema.path("format").asString(""))) {
                return UUID.nameUUIDFromBytes((tool.name() + "\n" + evidence.request()).getBytes(StandardCharsets.UTF_8))
                        .toString();
            }
            var choices = choices();
            if (!choices.isEmpty()) {
                return bestOf(choices);
            }
            if (name.matches("query|question|search|text|summary")) {
                return evidence.request().isBlank() ? null : evidence.request();
            }
            var known = fitting(evidence.values(name));
            if (known.size() > 1) {
                var asked = bestOf(known);
                if (asked == null) {
                    guessed.add(name);
                }
                return asked == null ? known.getFirst() : asked;
            }
            return known.isEmpty() ? null : known.getFirst();
        }

        /// Values the schema names: an `enum`, or phrases in quotes in the description.
        private List<String> choices() {
            var choices = new ArrayList<String>();
            schema.path("enum").forEach(choice -> choices.add(choice.asString()));
            if (schema.has("const")) {
                choices.add(schema.path("const").asString());
            }
            if (choices.isEmpty() && !name.endsWith("_id")) {
                var own = schema.path("description").asString("");
                quoted(own).forEach(choices::add);
                if (own.isEmpty() && evidence.values(name).isEmpty()) {
                    quoted(tool.description()).forEach(choices::add);
                }
            }
            return choices;
        }

        private static List<String> quoted(String text) {
            return QUOTED.matcher(text).results().map(found -> found.group(1)).toList();
        }

        /// The one the user's words point at, or null.
        private @Nullable String bestOf(List<String> choices) {
            var said = Words.stems(evidence.request());
            String best = null;
            long most = 0;
            for (var choice : choices) {
                var stems = Words.stems(choice.replace('_', ' '));
                long shared = Words.shared(stems, said);
                boolean named = evidence.request().contains(choice);
                if (named || (shared > most && 2 * shared > stems.size())) {
                    most = named ? Long.MAX_VALUE : shared;
                    best = choice;
                }
            }
            return best;
        }

        private List<String> fitting(List<String> values) {
            var pattern = schema.path("pattern").asString("");
            if (pattern.isEmpty()) {
                return values;
            }
            try {
                return values.stream().filter(TextPattern.compile(pattern)::isFoundIn).toList();
            } catch (IllegalArgumentException | TextPattern.TooMuchWork _) {
                return values;
            }
        }

        /// `item_ids` of those objects in the results whose `item_id` is beside a name the user mentions.
        private @Nullable JsonNode list() {
            var one = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
            var said = Words.stems(evidence.request());
            var found = new LinkedHashSet<String>();
            for (var object : evidence.objects()) {
                if (object.has(one) && object.has("name") && mentioned(object.path("name").asString(""), said)) {
                    found.add(object.path(one).asString());
                }
            }
            var list = JsonNodeFactory.instance.arrayNode();
            found.forEach(list::add);
            return list.isEmpty() ? null : list;
        }

        private static boolean mentioned(String thing, Set<String> said) {
            var stems = Words.stems(thing);
            boolean all = said.contains("everyth") || said.contains("everything") || said.contains("all");
            return all || (!stems.isEmpty() && said.containsAll(stems));
        }
    }
}
