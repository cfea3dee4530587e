package signalbox.host.api.chat;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.ledger.RunStatus;
import signalbox.host.ledger.RunView;
import signalbox.host.run.feed.LiveOutput;
import signalbox.host.turn.ToolCall;
import signalbox.host.wire.chat.ChatChunk;
import signalbox.host.wire.chat.ChatRequest.Delivery;
import signalbox.http.server.EventStream;
import signalbox.http.server.HttpExchange;
import tools.jackson.databind.node.ObjectNode;

/// The answer of a chat in chunks. Text goes out as a model says it, that of every step, with a blank line between two steps;
/// calls of the caller's own functions go out whole, once the turn that makes them is.
///
/// A stream that ends with `[DONE]` is whole. One that breaks off ends with an error event.
final class ChatStream implements LiveOutput.Listener {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final HttpExchange exchange;
    private final Delivery delivery;
    private final Supplier<RunView> view;
    private final StringBuilder said = new StringBuilder();
    private int step = -1;
    private @Nullable EventStream stream;
    private @Nullable ChatChunk chunk;

    /// @param view the run as it is now
    ChatStream(HttpExchange exchange, Delivery delivery, Supplier<RunView> view) {
        this.exchange = exchange;
        this.delivery = delivery;
        this.view = view;
    }

    @Override
    public void text(int ofStep, String text) {
        begin(view.get());
        if (step >= 0 && ofStep != step) {
            send(chunk().text("\n\n"));
        }
        if (ofStep != step) {
            said.setLength(0);
            step = ofStep;
        }
        said.append(text);
        send(chunk().text(text));
    }

    boolean hasBegun() {
        return stream != null;
    }

    /// Sends what is left to say of a run that has ended, and ends.
    void end(RunView run) {
        begin(run);
        if (run.status() != RunStatus.COMPLETED) {
            broken(run);
            return;
        }
        var rest = rest(run);
        if (!rest.isEmpty()) {
            text(run.steps().size() - 1, rest);
        }
        int index = 0;
        for (ToolCall call : run.handedBack()) {
            send(chunk().call(index++, call));
        }
        send(chunk().end(CompletedChat.finish(run)));
        finish(run);
    }

    /// What a model said that no listener heard: all of it where the run is worked at elsewhere.
    private String rest(RunView run) {
        if (step != run.steps().size() - 1) {
            return run.output();
        }
        var heard = said.toString();
        return run.output().startsWith(heard) ? run.output().substring(heard.length()) : "";
    }

    private void broken(RunView run) {
        var refusal = UnansweredChat.refusal(run);
        if (refusal == null) {
            send(UnansweredChat.error(run).json());
            open().end();
            return;
        }
        send(chunk().refusal(refusal));
        send(chunk().end("content_filter"));
        finish(run);
    }

    private void finish(RunView run) {
        if (delivery == Delivery.STREAM_WITH_USAGE) {
            send(chunk().usage(run.usage()));
        }
        open().sendData(DONE);
        open().end();
    }

    private void begin(RunView run) {
        if (stream == null) {
            stream = exchange.stream(ApiResponses.begun(run));
            var last = run.steps().isEmpty() ? null : run.steps().getLast();
            var model = last == null ? run.askedModel() : ApiResponses.model(last);
            chunk = new ChatChunk(run.id().chat(), run.started(), model, delivery == Delivery.STREAM_WITH_USAGE);
            send(chunk().start());
        }
    }

    private void send(ObjectNode event) {
        open().sendData(ApiResponses.bytes(event));
    }

    private EventStream open() {
        if (stream == null) {
            throw new IllegalStateException("not begun");
        }
        return stream;
    }

    private ChatChunk chunk() {
        if (chunk == null) {
            throw new IllegalStateException("not begun");
        }
        return chunk;
    }
}
