package signalbox.host.wire.responses;

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

/// Reads `input` into turns. What a model said and the calls after it are one turn, until the first result. Open calls, and
/// results that answer none, are the caller's fault and said to be.
final class ResponsesItems {
    private final List<Turn> turns = new ArrayList<>();
    private final CallerCalls calls = new CallerCalls();
    private final List<Part> said = new ArrayList<>();
    private final List<ToolCall> made = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private ResponsesItems() {}

    /// @param before what the input goes on from
    static List<Turn> read(CallerField input, List<Turn> before) {
        ResponsesItems items = new ResponsesItems();
        before.forEach(items::known);
        if (input.isText()) {
            items.checkClosed(input, true);
            return List.of(new Turn.User(List.of(new Part.Text(input.text()))));
        }
        int size = input.list().size();
        if (size == 0) {
            throw input.complaint("is empty: write a text, or at least one item");
        }
        for (int i = 0; i < size; i++) {
            items.next(input.item(i));
        }
        items.endOfTurn();
        if (!items.calls.open().isEmpty()) {
            throw input.complaint("leaves calls " + items.calls.open() + " open: a function_call_output for each comes last");
        }
        return items.turns;
    }

    private void known(Turn turn) {
        switch (turn) {
            case Turn.Assistant said -> said.calls().forEach(call -> calls.open(call.id().value(), call.id()));
            case Turn.ToolResult result -> calls.close(result.call().value());
            case Turn.Instructions _, Turn.User _ -> {}
        }
    }

    private void next(CallerField item) {
        item.object();
        CallerField type = item.field("type");
        switch (type.isAbsent() ? "message" : type.text()) {
            case "message" -> message(item);
            case "function_call" -> call(item);
            case "function_call_output" -> result(item);
            case "reasoning" -> {} // goes back to its maker alone, and none of ours is ever shown
            case "mcp_call" -> hostCall(item);
            case "mcp_list_tools" -> {} // the host lists its tools anew
            case "item_reference" ->
                throw type.complaint("is 'item_reference', and single items are not kept: write the item itself, or name the"
                        + " response before in 'previous_response_id'");
            default -> throw type.complaint("is '" + type.text()
                    + "', which not every model has: write message, function_call or function_call_output");
        }
    }

    private void message(CallerField item) {
        CallerField role = item.field("role");
        CallerField content = item.field("content");
        switch (role.text()) {
            case "assistant" -> {
                checkClosed(item, made.isEmpty());
                said.add(new Part.Text(ResponsesContent.text(content)));
            }
            case "user" -> {
                ended(item);
                turns.add(new Turn.User(ResponsesContent.parts(content)));
            }
            case "system", "developer" -> {
                ended(item);
                turns.add(new Turn.Instructions(ResponsesContent.text(content)));
            }
            default -> throw role.complaint("is '" + role.text() + "': write user, assistant, system or developer");
        }
    }

    private void call(CallerField item) {
        checkClosed(item, made.isEmpty());
        String id = CallerCalls.id(item.field("call_id"), ids);
        made.add(new ToolCall(
                calls.open(id, new CallId(id)), item.field("name").text(), WrittenArguments.read(item.field("arguments").node())));
    }

    private void result(CallerField item) {
        CallerField id = item.field("call_id");
        endOfTurn();
        CallId call = calls.close(id.text());
        if (call == null) {
            throw id.complaint("is '" + id.text() + "', and no function_call before it that is open has this id");
        }
        turns.add(new Turn.ToolResult(call, ResponsesContent.parts(item.field("output")), null, false, new TreeSet<>()));
    }

    /// A call that the host made in an earlier answer: nothing is known of it where its result is not told.
    private void hostCall(CallerField item) {
        CallerField output = item.field("output");
        CallerField error = item.field("error");
        if (output.isAbsent() && error.isAbsent()) {
            return;
        }
        ended(item);
        String id = item.field("id").text();
        String tool = item.field("server_label").text() + "__" + item.field("name").text();
        CallId ours = calls.open(id, new CallId(id));
        calls.close(id);
        turns.add(new Turn.Assistant(
                List.of(), List.of(new ToolCall(ours, tool, WrittenArguments.read(item.field("arguments").node()))), List.of()));
        String text = output.isAbsent() ? error.field("content").isText() ? error.field("content").text() : "Error" : output.text();
        turns.add(new Turn.ToolResult(ours, List.of(new Part.Text(text)), null, output.isAbsent(), new TreeSet<>()));
    }

    private void ended(CallerField item) {
        endOfTurn();
        checkClosed(item, true);
    }

    private void endOfTurn() {
        if (!said.isEmpty() || !made.isEmpty()) {
            turns.add(new Turn.Assistant(said, made, List.of()));
            said.clear();
            made.clear();
            ids.clear();
        }
    }

    /// @param apply whether calls that are open are of an earlier turn
    private void checkClosed(CallerField item, boolean apply) {
        if (apply && !calls.open().isEmpty()) {
            throw item.complaint("comes while calls " + calls.open() + " are open: a function_call_output for each comes first");
        }
    }
}
