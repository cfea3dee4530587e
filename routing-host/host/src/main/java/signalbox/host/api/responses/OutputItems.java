package signalbox.host.api.responses;

import java.util.ArrayList;
import java.util.List;
import signalbox.host.api.chat.FinishedChat;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunView;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.ToolCall;
import signalbox.host.wire.responses.ResponseItem;
import tools.jackson.databind.node.ObjectNode;

/// What a run has put out: the calls that the host made, what was said last, and the calls that are handed back.
final class OutputItems {
    private OutputItems() {}

    static List<ObjectNode> of(FinishedChat chat) {
        var run = chat.run();
        var items = new ArrayList<ObjectNode>();
        run.steps().forEach(step -> items.addAll(hostCalls(run.id(), step)));
        var text = chat.turn().text();
        if (chat.isRefused()) {
            items.add(ResponseItem.message(message(run.id(), run.steps().size() - 1), "completed", ResponseItem.refusal(text)));
        } else if (!text.isEmpty() || chat.turn().calls().isEmpty()) {
            items.add(ResponseItem.message(message(run.id(), run.steps().size() - 1), status(chat), ResponseItem.text(text)));
        }
        for (ToolCall call : chat.turn().calls()) {
            items.add(ResponseItem.call(call(call), "completed", call));
        }
        return items;
    }

    /// Those of a step that have come to an end.
    static List<ObjectNode> hostCalls(RunId run, RunView.Step step) {
        var items = new ArrayList<ObjectNode>();
        for (var call : step.calls()) {
            if (!call.outcome().equals("dispatched")) {
                boolean done = call.outcome().equals(Entry.CallStatus.DONE.word()) && !call.error();
                items.add(ResponseItem.hostCall(
                        run.as("mcp_") + "_" + step.index() + "_" + items.size(), call.tool(), call.arguments(),
                        done ? "" : call.outcome()));
            }
        }
        return items;
    }

    static String status(FinishedChat chat) {
        return chat.finish() == FinishReason.LENGTH ? "incomplete" : "completed";
    }

    /// The id of what was said in a step.
    static String message(RunId run, int step) {
        return run.as("msg_") + "_" + Math.max(0, step);
    }

    /// Clients tell items apart by these, and send back `call_id`.
    static String call(ToolCall call) {
        return "fc_" + call.id().value();
    }
}
