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
import signalbox.host.wire.caller.CallerRequest.Delivery;
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
    private @Nullable Begun begun;

    private record Begun(EventStream events, ChatChunk chunk) {
        void send(ObjectNode event) {
            events.sendData(ApiResponses.bytes(event));
        }
    }

    /// @param view the run as it is now
    ChatStream(HttpExchange exchange, Delivery delivery, Supplier<RunView> view) {
        this.exchange = exchange;
        this.delivery = delivery;
        this.view = view;
    }

    @Override
    public void text(int ofStep, String text) {
        var to = begun == null ? begin(view.get()) : begun;
        if (step >= 0 && ofStep != step) {
            to.send(to.chunk().text("\n\n"));
        }
        if (ofStep != step) {
            said.setLength(0);
            step = ofStep;
        }
        said.append(text);
        to.send(to.chunk().text(text));
    }

    boolean hasBegun() {
        return begun != null;
    }

    /// Sends what is left to say of a run that has ended, and ends.
    void end(RunView run) {
        var to = begun == null ? begin(run) : begun;
        if (run.status() != RunStatus.COMPLETED) {
            broken(to, run);
            return;
        }
        var rest = rest(run);
        if (!rest.isEmpty()) {
            text(run.steps().size() - 1, rest);
        }
        int index = 0;
        for (ToolCall call : run.handedBack()) {
            to.send(to.chunk().call(index++, call));
        }
        to.send(to.chunk().end(CompletedChat.finish(run)));
        finish(to, run);
    }

    /// What a model said that no listener heard: all of it where the run is worked at elsewhere.
    private String rest(RunView run) {
        if (step != run.steps().size() - 1) {
            return run.output();
        }
        var heard = said.toString();
        return run.output().startsWith(heard) ? run.output().substring(heard.length()) : "";
    }

    private void broken(Begun to, RunView run) {
        var refusal = UnansweredChat.refusal(run);
        if (refusal == null) {
            to.send(UnansweredChat.error(run).json());
            to.events().end();
            return;
        }
        to.send(to.chunk().refusal(refusal));
        to.send(to.chunk().end("content_filter"));
        finish(to, run);
    }

    private void finish(Begun to, RunView run) {
        if (delivery == Delivery.STREAM_WITH_USAGE) {
            to.send(to.chunk().usage(run.usage()));
        }
        to.events().sendData(DONE);
        to.events().end();
    }

    private Begun begin(RunView run) {
        var events = exchange.stream(ApiResponses.begun(run));
        var last = run.steps().isEmpty() ? null : run.steps().getLast();
        var model = last == null ? run.askedModel() : ApiResponses.model(last);
        var chunk = new ChatChunk(run.id().chat(), run.started(), model, delivery == Delivery.STREAM_WITH_USAGE);
        begun = new Begun(events, chunk);
        begun.send(chunk.start());
        return begun;
    }
}
