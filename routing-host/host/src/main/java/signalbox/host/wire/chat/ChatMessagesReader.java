package signalbox.host.wire.chat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.host.wire.WrittenArguments;
import signalbox.host.wire.caller.CallerCalls;
import signalbox.host.wire.caller.CallerField;
import signalbox.host.wire.caller.CallerImage;

/// Reads `messages` into turns. Open calls, and results that answer none, are the caller's fault and said to be.
final class ChatMessagesReader {
    private final List<Turn> turns = new ArrayList<>();
    private final CallerCalls calls = new CallerCalls();

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
        if (!calls.open().isEmpty() && !role.text().equals("tool")) {
            throw role.complaint("is '" + role.text() + "' while calls " + calls.open()
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
        if (last && !calls.open().isEmpty()) {
            throw message.complaint("leaves calls " + calls.open()
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
        List<ToolCall> made = new ArrayList<>();
        CallerField list = message.field("tool_calls");
        int size = list.isAbsent() ? 0 : list.list().size();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < size; i++) {
            made.add(call(list.item(i), ids));
        }
        if (said.isEmpty() && made.isEmpty() && !message.object().has("content")) {
            throw message.field("content").complaint("is missing: an assistant message has content or tool_calls");
        }
        turns.add(new Turn.Assistant(said, made, List.of()));
    }

    private ToolCall call(CallerField call, Set<String> ids) {
        call.object();
        String id = CallerCalls.id(call.field("id"), ids);
        CallerField function = call.field("function");
        function.object();
        return new ToolCall(
                calls.open(id, new CallId(id)), function.field("name").text(), WrittenArguments.read(function.field("arguments").node()));
    }

    private void result(CallerField message) {
        CallerField id = message.field("tool_call_id");
        CallId call = calls.close(id.text());
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
                case "image_url" -> CallerImage.of(part.field("image_url").field("url"));
                default -> throw type.complaint("is '" + type.text() + "': write text or image_url");
            });
        }
        if (parts.isEmpty()) {
            throw content.complaint("is empty: write a text or a list of parts");
        }
        return parts;
    }
}
