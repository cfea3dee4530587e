package signalbox.host.wire.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.host.wire.WrittenArguments;
import signalbox.host.wire.caller.CallerField;

/// Reads `messages` into turns. Open calls, and results that answer none, are the caller's fault and said to be.
final class ChatMessagesReader {
    private static final Pattern DATA =
            Pattern.compile("data:(image/[a-z0-9.+-]+);base64,([A-Za-z0-9+/=]+)", Pattern.CASE_INSENSITIVE);

    private final List<Turn> turns = new ArrayList<>();
    private final Map<String, CallId> open = new LinkedHashMap<>();
    private final Set<CallId> given = new HashSet<>();
    private final Map<String, Integer> repeats = new HashMap<>();

    static List<Turn> read(CallerField messages) {
        ChatMessagesReader reader = new ChatMessagesReader();
        int size = messages.list().size();
        if (size == 0) {
            throw messages.complaint("is empty: write at least one message");
        }
        for (int i = 0; i < size; i++) {
            reader.read(messages.item(i), i == size - 1);
        }
        return reader.turns;
    }

    private void read(CallerField message, boolean last) {
        message.object();
        CallerField role = message.field("role");
        if (!open.isEmpty() && !role.text().equals("tool")) {
            throw role.complaint("is '" + role.text() + "' while calls " + new TreeSet<>(open.keySet())
                    + " are open: a message of role tool per call comes first");
        }
        switch (role.text()) {
            case "system", "developer" -> turns.add(new Turn.Instructions(text(message.field("content"))));
            case "user" -> turns.add(new Turn.User(parts(message.field("content"))));
            case "assistant" -> assistant(message);
            case "tool" -> result(message);
            default ->
                throw role.complaint("is '" + role.text() + "': write system, developer, user, assistant or tool");
        }
        if (last && !open.isEmpty()) {
            throw message.complaint("leaves calls " + new TreeSet<>(open.keySet())
                    + " open: a message of role tool per call comes last");
        }
    }

    private void assistant(CallerField message) {
        for (String gone : new String[] {"function_call", "audio"}) {
            if (!message.field(gone).isAbsent()) {
                throw message.field(gone).complaint("cannot be read here: leave it out");
            }
        }
        List<Part> said = new ArrayList<>();
        for (String name : new String[] {"content", "refusal"}) {
            CallerField field = message.field(name);
            if (!field.isAbsent()) {
                said.add(new Part.Text(text(field)));
            }
        }
        List<ToolCall> calls = new ArrayList<>();
        CallerField list = message.field("tool_calls");
        int size = list.isAbsent() ? 0 : list.list().size();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < size; i++) {
            calls.add(call(list.item(i), ids));
        }
        if (said.isEmpty() && calls.isEmpty() && !message.object().has("content")) {
            throw message.field("content").complaint("is missing: an assistant message has content or tool_calls");
        }
        turns.add(new Turn.Assistant(said, calls, List.of()));
    }

    private ToolCall call(CallerField call, Set<String> ids) {
        call.object();
        CallerField id = call.field("id");
        if (id.text().isEmpty() || !ids.add(id.text())) {
            throw id.complaint("is '" + id.text() + "': every call of a message has an id of its own");
        }
        if (id.text().chars().anyMatch(Character::isISOControl)) {
            throw id.complaint("has control characters: send it as it was given");
        }
        CallerField function = call.field("function");
        function.object();
        CallId ours = own(id.text());
        open.put(id.text(), ours);
        return new ToolCall(
                ours, function.field("name").text(), WrittenArguments.read(function.field("arguments").node()));
    }

    /// Some clients count their ids anew in every message; the later ones get a mark, so that ours stay unique.
    private CallId own(String id) {
        CallId ours = new CallId(id);
        while (!given.add(ours)) {
            ours = new CallId(id + "#" + repeats.merge(id, 1, Integer::sum));
        }
        return ours;
    }

    private void result(CallerField message) {
        CallerField id = message.field("tool_call_id");
        CallId call = open.remove(id.text());
        if (call == null) {
            throw id.complaint("is '" + id.text() + "', which no call of the assistant message before it has");
        }
        List<Part> parts = List.of(new Part.Text(text(message.field("content"))));
        turns.add(new Turn.ToolResult(call, parts, null, false, new TreeSet<>()));
    }

    private static void checkKind(CallerField content) {
        if (content.isAbsent()) {
            throw content.complaint("is missing: write a text or a list of parts");
        }
    }

    static String text(CallerField content) {
        checkKind(content);
        if (content.isText()) {
            return content.text();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < content.list().size(); i++) {
            CallerField part = content.item(i);
            part.object();
            String type = part.field("type").text();
            if (!type.equals("text") && !type.equals("refusal")) {
                throw part.field("type").complaint("is '" + type + "': only text is allowed here");
            }
            texts.add(part.field(type).text());
        }
        return String.join("\n\n", texts);
    }

    static List<Part> parts(CallerField content) {
        checkKind(content);
        if (content.isText()) {
            return List.of(new Part.Text(content.text()));
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < content.list().size(); i++) {
            CallerField part = content.item(i);
            part.object();
            CallerField type = part.field("type");
            parts.add(switch (type.text()) {
                case "text" -> new Part.Text(part.field("text").text());
                case "image_url" -> image(part.field("image_url").field("url"));
                default -> throw type.complaint("is '" + type.text() + "': write text or image_url");
            });
        }
        if (parts.isEmpty()) {
            throw content.complaint("is empty: write a text or a list of parts");
        }
        return parts;
    }

    /// Nothing is fetched for a caller: an image comes with the request.
    private static Part.Image image(CallerField url) {
        Matcher data = DATA.matcher(url.text());
        if (!data.matches()) {
            throw url.complaint("is not a data URL of an image: write data:image/png;base64,... (nothing is fetched)");
        }
        return new Part.Image(data.group(1), data.group(2));
    }
}
