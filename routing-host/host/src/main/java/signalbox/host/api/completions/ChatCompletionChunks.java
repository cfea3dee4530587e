package signalbox.host.api.completions;

import java.nio.charset.StandardCharsets;
import signalbox.host.api.chat.AnswerEvents;
import signalbox.host.api.chat.FinishedChat;
import signalbox.host.api.error.ApiError;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.ledger.RunView;
import signalbox.host.turn.ToolCall;
import signalbox.host.wire.caller.CallerRequest.Delivery;
import signalbox.host.wire.chat.ChatChunk;
import signalbox.http.server.EventStream;
import tools.jackson.databind.node.ObjectNode;

/// An answer in chunks, with a blank line between two steps. One that ends with `[DONE]` is whole.
final class ChatCompletionChunks implements AnswerEvents {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final EventStream stream;
    private final ChatChunk chunk;

    ChatCompletionChunks(EventStream stream, RunView run, Delivery delivery) {
        this.stream = stream;
        chunk = new ChatChunk(run.id().chat(), run.started(), ApiResponses.model(run), delivery == Delivery.STREAM_WITH_USAGE);
        send(chunk.start());
    }

    @Override
    public void text(String text) {
        send(chunk.text(text));
    }

    @Override
    public void nextStep() {
        send(chunk.text("\n\n"));
    }

    @Override
    public void end(FinishedChat chat) {
        if (chat.isRefused()) {
            send(chunk.refusal(chat.turn().text()));
        }
        int index = 0;
        for (ToolCall call : chat.turn().calls()) {
            send(chunk.call(index++, call));
        }
        send(chunk.end(ChatCompletions.answer(chat).finishReason()));
        if (chunk.countsTokens()) {
            send(chunk.usage(chat.run().usage()));
        }
        stream.sendData(DONE);
        stream.end();
    }

    @Override
    public void broken(ApiError error) {
        send(error.json());
        stream.end();
    }

    private void send(ObjectNode event) {
        stream.sendData(ApiResponses.bytes(event));
    }
}
