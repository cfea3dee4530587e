package signalbox.host.model.offline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.json.JsonReader;
import tools.jackson.databind.JsonNode;

/// What a conversation gives to work with: what the user said, and every field of every result.
///
/// @param request the user's words, the latest turn last
/// @param fields values by field name, latest result first
/// @param objects JSON objects in the results, latest result first
/// @param made calls that were answered, with their results, in order
record Evidence(String request, Map<String, Set<String>> fields, List<JsonNode> objects, List<Made> made) {
    /// Each begins where a word does and has a bounded length: a text that is one long word is read once.
    private static final Pattern MAIL =
            Pattern.compile("(?<![\\w.+-])[\\w.+-]{1,64}+@[\\w-]{1,63}+(?:\\.[\\w-]{1,63}+){1,8}+");
    private static final Pattern NAMED = Pattern.compile(
            "(?:[Mm]y name is|I am|I'm|[Tt]his is)\\s{1,8}+(\\p{Lu}[\\p{L}'-]{1,40}+)\\s{1,8}+(\\p{Lu}[\\p{L}'-]{1,40}+)");
    private static final Pattern VALUE = Pattern.compile("(?<!\\p{L})(\\p{L}{1,40}+)(?:\\s{1,8}+(?:is|number|no\\.?|code|id)){0,2}"
            + ":?\\s{1,8}+(#?[\\p{L}_-]{0,40}+\\d[\\w-]{0,60}+)");

    /// A call and what it came to.
    record Made(ToolCall call, Turn.ToolResult result, String text) {}

    /// @param wholeConversation whether earlier user turns count, or the latest alone
    static Evidence of(List<Turn> transcript, boolean wholeConversation) {
        var said = new ArrayList<String>();
        Map<CallId, ToolCall> calls = new LinkedHashMap<>();
        var made = new ArrayList<Made>();
        for (var turn : transcript) {
            switch (turn) {
                case Turn.Instructions _ -> {}
                case Turn.User user -> said.add(text(user.parts()));
                case Turn.Assistant assistant -> assistant.calls().forEach(call -> calls.put(call.id(), call));
                case Turn.ToolResult result -> {
                    var call = calls.get(result.call());
                    if (call != null) {
                        made.add(new Made(call, result, text(result.parts())));
                    }
                }
            }
        }
        var request = said.isEmpty() ? "" : wholeConversation ? String.join("\n", said) : said.getLast();
        return collected(request, made);
    }

    private static Evidence collected(String request, List<Made> made) {
        Map<String, Set<String>> fields = new LinkedHashMap<>();
        var objects = new ArrayList<JsonNode>();
        for (var one : made.reversed()) {
            if (!one.result().error()) {
                var json = json(one);
                if (json == null) {
                    addPlainResult(one, fields);
                } else {
                    walk(json, "", fields, objects);
                }
            }
        }
        spoken(request, fields);
        return new Evidence(request, fields, List.copyOf(objects), List.copyOf(made));
    }

    List<String> values(String field) {
        return List.copyOf(fields.getOrDefault(field, Set.of()));
    }

    /// Whether this tool was already called with these arguments.
    boolean has(String tool, JsonNode arguments) {
        return made.stream()
                .anyMatch(one -> one.call().tool().equals(tool)
                        && one.call().arguments() instanceof CallArguments.Parsed(var value)
                        && value.equals(arguments));
    }

    @Nullable Made last() {
        return made.isEmpty() ? null : made.getLast();
    }

    static @Nullable JsonNode json(Made made) {
        if (made.result().structured() != null) {
            return made.result().structured();
        }
        if (!made.text().startsWith("{") && !made.text().startsWith("[")) {
            return null;
        }
        return JsonReader.STORED.read(made.text()).treeOrNull();
    }

    /// A bare value is named after what its tool finds: `find_user_id_by_email` gives a `user_id`.
    private static void addPlainResult(Made made, Map<String, Set<String>> fields) {
        var tool = made.call().tool();
        var bare = tool.substring(tool.indexOf("__") < 0 ? 0 : tool.indexOf("__") + 2);
        var name = bare.replaceFirst("^(find|get|look_up|lookup|search)_", "").replaceFirst("_by_.*$", "");
        add(fields, name, made.text());
    }

    private static void walk(JsonNode node, String name, Map<String, Set<String>> fields, List<JsonNode> objects) {
        if (node.isObject()) {
            objects.add(node);
            node.properties().forEach(field -> walk(field.getValue(), field.getKey(), fields, objects));
        } else if (node.isArray()) {
            node.forEach(element -> walk(element, name, fields, objects));
        } else if (!node.isNull()) {
            add(fields, name, node.asString());
        }
    }

    /// What the user's own words name: an e-mail, a name, and `order #W1234567` as an `order` and an `order_id`.
    private static void spoken(String request, Map<String, Set<String>> fields) {
        var mail = MAIL.matcher(request);
        while (mail.find()) {
            add(fields, "email", mail.group());
        }
        var named = NAMED.matcher(request);
        if (named.find()) {
            add(fields, "first_name", named.group(1));
            add(fields, "last_name", named.group(2));
        }
        var value = VALUE.matcher(MAIL.matcher(request).replaceAll(" "));
        var spoken = new LinkedHashMap<String, Set<String>>();
        while (value.find()) {
            var noun = String.join("_", Words.split(value.group(1)));
            add(spoken, noun, value.group(2));
            add(spoken, noun + "_id", value.group(2));
        }
        spoken.forEach((name, values) -> {
            var all = new LinkedHashSet<>(values);
            all.addAll(fields.getOrDefault(name, Set.of()));
            fields.put(name, all);
        });
    }

    private static void add(Map<String, Set<String>> fields, String name, String value) {
        fields.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(value);
    }

    private static String text(List<Part> parts) {
        var text = new StringBuilder();
        for (var part : parts) {
            if (part instanceof Part.Text(var words)) {
                text.append(text.isEmpty() ? "" : "\n").append(words);
            }
        }
        return text.toString();
    }
}
