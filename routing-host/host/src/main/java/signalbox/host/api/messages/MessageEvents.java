package signalbox.host.api.messages;

import signalbox.host.api.chat.AnswerEvents;
import signalbox.host.api.chat.FinishedChat;
import signalbox.host.api.error.ApiError;
import signalbox.host.api.error.ErrorFormat;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.ledger.RunView;
import signalbox.host.turn.ToolCall;
import signalbox.host.wire.messages.MessageEvent;
import signalbox.http.server.EventStream;
import tools.jackson.databind.node.ObjectNode;

/// An answer in events, with the text of each step as a block of its own. One that ends with `message_stop` is whole.
final class MessageEvents implements AnswerEvents {
    private final EventStream stream;
    private int block = -1;
    private boolean inText;

    MessageEvents(EventStream stream, RunView run) {
        this.stream = stream;
        send(MessageEvent.start(run.id().as("msg_"), ApiResponses.model(run)));
    }

    @Override
    public void text(String text) {
        if (!inText) {
            inText = true;
            send(MessageEvent.textStart(++block));
        }
        send(MessageEvent.text(block, text));
    }

    @Override
    public void nextStep() {
        if (inText) {
            inText = false;
            send(MessageEvent.stop(block));
        }
    }

    @Override
    public void end(FinishedChat chat) {
        nextStep();
        for (ToolCall call : chat.turn().calls()) {
            send(MessageEvent.callStart(++block, call));
            send(MessageEvent.input(block, call.arguments()));
            send(MessageEvent.stop(block));
        }
        send(MessageEvent.delta(MessagesFormat.answer(chat)));
        send(MessageEvent.end());
        stream.end();
    }

    @Override
    public void broken(ApiError error) {
        send(ErrorFormat.ANTHROPIC.json(error));
        stream.end();
    }

    private void send(ObjectNode event) {
        stream.sendEvent(event.path("type").asString(), ApiResponses.bytes(event));
    }
}
