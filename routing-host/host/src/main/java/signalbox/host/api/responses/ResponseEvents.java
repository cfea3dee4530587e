package signalbox.host.api.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.host.api.chat.AnswerEvents;
import signalbox.host.api.chat.FinishedChat;
import signalbox.host.api.error.ApiError;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.ledger.RunView;
import signalbox.host.turn.ToolCall;
import signalbox.host.wire.responses.ResponseEvent;
import signalbox.host.wire.responses.ResponseItem;
import signalbox.host.wire.responses.ResponseState;
import signalbox.http.server.EventStream;
import tools.jackson.databind.node.ObjectNode;

/// An answer in events: what is said in each step is a message of its own, and the calls that the host made are items between
/// them. One that ends with `response.completed` is whole.
final class ResponseEvents implements AnswerEvents {
    private final EventStream stream;
    private final RunView begun;
    private final Supplier<RunView> now;
    private final @Nullable String instructions;
    private final List<ObjectNode> output = new ArrayList<>();
    private final StringBuilder said = new StringBuilder();
    private int number;
    private int toldSteps;
    private String open = "";

    /// @param now the run as it is then
    /// @param instructions of the request alone, or null
    ResponseEvents(EventStream stream, RunView begun, Supplier<RunView> now, @Nullable String instructions) {
        this.stream = stream;
        this.begun = begun;
        this.now = now;
        this.instructions = instructions;
        var response = ResponsesFormat.unfinished(begun, new ResponseState.InProgress(), List.of(), instructions).json();
        send(ResponseEvent.of("response.created", response));
        send(ResponseEvent.of("response.in_progress", response));
    }

    @Override
    public void text(String text) {
        if (open.isEmpty()) {
            tellCalls(now.get(), true);
            openMessage();
            send(ResponseEvent.partAdded(output.size(), open, ResponseItem.text("")));
        }
        said.append(text);
        send(ResponseEvent.text(output.size(), open, text));
    }

    @Override
    public void nextStep() {
        endText("completed");
    }

    @Override
    public void end(FinishedChat chat) {
        endText(OutputItems.status(chat));
        tellCalls(chat.run(), false);
        if (chat.isRefused()) {
            refuse(chat.turn().text());
        }
        for (ToolCall call : chat.turn().calls()) {
            var id = OutputItems.call(call);
            send(ResponseEvent.added(output.size(), ResponseItem.call(id, "in_progress", call)));
            send(ResponseEvent.arguments(output.size(), id, call.arguments()));
            send(ResponseEvent.argumentsDone(output.size(), id, call.tool(), call.arguments()));
            done(ResponseItem.call(id, "completed", call));
        }
        var answer = ResponsesFormat.answer(chat, output, instructions);
        send(ResponseEvent.of("response." + answer.state().word(), answer.json()));
        stream.end();
    }

    @Override
    public void broken(ApiError error) {
        send(ResponseEvent.of("response.failed", ResponsesFormat.unfinished(begun, ResponsesFormat.failed(error), output, instructions).json()));
        stream.end();
    }

    private void refuse(String why) {
        openMessage();
        send(ResponseEvent.partAdded(output.size(), open, ResponseItem.refusal("")));
        send(ResponseEvent.refusal(output.size(), open, why));
        send(ResponseEvent.refusalDone(output.size(), open, why));
        send(ResponseEvent.partDone(output.size(), open, ResponseItem.refusal(why)));
        done(ResponseItem.message(open, "completed", ResponseItem.refusal(why)));
        open = "";
    }

    private void openMessage() {
        open = OutputItems.message(begun.id(), output.size());
        send(ResponseEvent.added(output.size(), ResponseItem.message(open)));
    }

    private void endText(String status) {
        if (!open.isEmpty()) {
            var text = said.toString();
            send(ResponseEvent.textDone(output.size(), open, text));
            send(ResponseEvent.partDone(output.size(), open, ResponseItem.text(text)));
            done(ResponseItem.message(open, status, ResponseItem.text(text)));
            said.setLength(0);
            open = "";
        }
    }

    /// @param goesOn whether the last step is not at its end
    private void tellCalls(RunView run, boolean goesOn) {
        int ended = run.steps().size() - (goesOn ? 1 : 0);
        for (; toldSteps < ended; toldSteps++) {
            for (var item : OutputItems.hostCalls(run.id(), run.steps().get(toldSteps))) {
                send(ResponseEvent.added(output.size(), item));
                done(item);
            }
        }
    }

    private void done(ObjectNode item) {
        send(ResponseEvent.done(output.size(), item));
        output.add(item);
    }

    private void send(ObjectNode event) {
        event.put("sequence_number", number++);
        stream.sendEvent(event.path("type").asString(), ApiResponses.bytes(event));
    }
}
