package signalbox.host.wire.messages;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.host.wire.WrittenArguments;
import signalbox.host.wire.caller.CallerCalls;
import signalbox.host.wire.caller.CallerField;

/// Reads `messages` into turns. Neighbours of one role are one message, as the service reads them. Open calls, and results
/// that answer none, are the caller's fault and said to be.
final class MessagesTurns {
    private final List<Turn> turns = new ArrayList<>();
    private final CallerCalls calls = new CallerCalls();
    private final List<Part> said = new ArrayList<>();
    private final List<ToolCall> made = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private String role = "";

    static List<Turn> read(CallerField messages) {
        MessagesTurns reader = new MessagesTurns();
        int size = messages.list().size();
        if (size == 0) {
            throw messages.complaint("is empty: write at least one message");
        }
        for (int i = 0; i < size; i++) {
            reader.message(messages.item(i));
        }
        if (!reader.calls.open().isEmpty()) {
            throw messages.item(size - 1).complaint("leaves calls " + reader.calls.open() + " open: a message of the user with a"
                    + " tool_result block per call comes last");
        }
        reader.close();
        return reader.turns;
    }

    private void message(CallerField message) {
        message.only(Set.of("role", "content"));
        CallerField content = message.field("content");
        String next = message.field("role").word("user", "assistant", "system");
        if (!next.equals(role)) {
            if (!next.equals("user")) {
                checkClosed(message);
            }
            close();
            role = next;
        }
        switch (role) {
            case "system" -> turns.add(new Turn.Instructions(MessagesContent.text(content)));
            case "user" -> user(content);
            default -> assistant(content);
        }
    }

    private void user(CallerField content) {
        if (content.isText() || content.isAbsent()) {
            checkClosed(content);
            said.addAll(MessagesContent.parts(content, true));
            return;
        }
        for (int i = 0; i < content.list().size(); i++) {
            CallerField block = content.item(i);
            block.object();
            if (block.field("type").text().equals("tool_result")) {
                result(block);
            } else {
                checkClosed(block);
                said.add(MessagesContent.part(block, true));
            }
        }
    }

    private void result(CallerField block) {
        block.only(Set.of("type", "tool_use_id", "content", "is_error", "cache_control"));
        MessagesContent.checkCacheControl(block);
        CallerField id = block.field("tool_use_id");
        var call = calls.close(id.text());
        if (call == null) {
            throw id.complaint("is '" + id.text() + "', which no tool_use block of the assistant message before it has");
        }
        CallerField content = block.field("content");
        List<Part> parts = content.isAbsent() ? List.of() : MessagesContent.parts(content, true);
        turns.add(new Turn.ToolResult(call, parts, null, block.field("is_error").isSet(), new TreeSet<>()));
    }

    private void assistant(CallerField content) {
        if (content.isText() || content.isAbsent()) {
            said.addAll(MessagesContent.parts(content, false));
            return;
        }
        for (int i = 0; i < content.list().size(); i++) {
            CallerField block = content.item(i);
            block.object();
            switch (block.field("type").text()) {
                case "tool_use" -> made.add(call(block));
                // which model's it is cannot be told from it, and no other may be sent it; what a model here thought before
                // it made calls is kept beside them, and not here
                case "thinking", "redacted_thinking" -> {}
                default -> said.add(MessagesContent.part(block, false));
            }
        }
    }

    private ToolCall call(CallerField block) {
        block.only(Set.of("type", "id", "name", "input", "cache_control", "caller"));
        MessagesContent.checkCacheControl(block);
        if (!block.field("caller").isAbsent()) {
            block.field("caller").field("type").word("direct");
        }
        String id = CallerCalls.id(block.field("id"), ids);
        return new ToolCall(
                calls.open(id, MessageIds.own(id)), block.field("name").text(), WrittenArguments.read(block.field("input").object()));
    }

    /// @param before what may only come once every call has its result
    private void checkClosed(CallerField before) {
        if (!calls.open().isEmpty()) {
            throw before.complaint("comes while calls " + calls.open() + " are open: a tool_result block per call comes first, in the"
                    + " message of the user right after them");
        }
    }

    /// Ends a message of the role.
    private void close() {
        if (role.equals("assistant") && (!said.isEmpty() || !made.isEmpty())) {
            turns.add(new Turn.Assistant(said, made, List.of()));
        } else if (role.equals("user") && !said.isEmpty()) {
            turns.add(new Turn.User(said));
        }
        said.clear();
        made.clear();
        ids.clear();
    }
}
