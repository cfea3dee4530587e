package signalbox.host.api.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import signalbox.host.api.error.ApiError;
import signalbox.host.api.error.ApiRefusal;
import signalbox.host.api.error.StartResult;
import signalbox.host.api.request.ApiRequest;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.api.request.RequestHeaders;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunView;
import signalbox.host.run.RunRequest;
import signalbox.host.run.Runs;
import signalbox.host.wire.caller.CallerRequest;
import signalbox.http.server.HttpReply;

/// An answer to a waiting caller, over a run, in the caller's format. Host tools run only where they are asked for; calls of
/// the caller's own functions are handed back.
///
/// A stream begins with the first text that a model says. Whatever fails before is an answer with its status, and another
/// model is asked meanwhile; what fails later is an event, and the stream has no end.
///
/// The run belongs to its waiting callers: when the last one closes its connection, it is cancelled, and with it the
/// request to the provider.
public final class ChatEndpoint {
    private final Runs runs;
    private final CallerFormat format;
    private final ChatCallers callers = new ChatCallers();

    public ChatEndpoint(Runs runs, CallerFormat format) {
        this.runs = runs;
        this.format = format;
    }

    public void complete(ApiRequest request) throws InterruptedException {
        var body = request.json();
        var chat = read(format.read(request, body));
        answer(request, chat, wish(request, chat, request.idempotency(body), new RunRequest.Manner.Chat()));
    }

    /// Answers a request that was read.
    public void answer(ApiRequest request, CallerRequest chat, RunRequest wish) throws InterruptedException {
        var work = new ArrayList<Runnable>(1);
        var run = StartResult.of(runs.start(request.caller(), wish, work::add));
        if (chat.delivery() == CallerRequest.Delivery.WHOLE) {
            request.reply(whole(awaited(request, run, work), chat));
            return;
        }
        var stream = new ChatStream(
                () -> runs.view(run),
                begun -> format.events(request.exchange().stream(ApiResponses.begun(begun)), begun, chat));
        if (!work.isEmpty()) {
            runs.listen(run, stream); // who came back with the key of another request has missed the beginning
        }
        var view = awaited(request, run, work);
        if (stream.hasBegun() || FinishedChat.of(view) != null) {
            stream.end(view);
        } else {
            request.reply(UnansweredChat.of(view, format.errors()));
        }
    }

    /// The request that was read.
    public static CallerRequest read(CallerRequest.Reading reading) {
        return switch (reading) {
            case CallerRequest.Read(var read) -> read;
            case CallerRequest.Wrong(var param, var message) ->
                throw new ApiRefusal(ApiError.invalid(param.isEmpty() ? null : param, message));
        };
    }

    /// The run that a request asks for, by its body and its headers.
    public static RunRequest wish(
            ApiRequest request, CallerRequest chat, RunRequest.@Nullable Idempotency once, RunRequest.Manner manner) {
        var ask = RequestHeaders.of(request.head());
        return new RunRequest(
                chat.transcript(), chat.model(), ChatTools.of(chat, request.header("X-Signalbox-Tools")), chat.options(),
                ask.about("", chat.metadata()), ask.limits(), once, manner);
    }

    private HttpReply whole(RunView view, CallerRequest asked) {
        var chat = FinishedChat.of(view);
        return chat == null
                ? UnansweredChat.of(view, format.errors())
                : ApiResponses.run(200, view, format.answer(chat, asked));
    }

    /// @param work the chat's, done here on the thread of its request; none where an earlier request with the same key does it
    private RunView awaited(ApiRequest request, RunId run, List<Runnable> work) throws InterruptedException {
        var answer = runs.answer(run);
        callers.join(run);
        var left = new AtomicBoolean();
        request.exchange().whenGone(() -> {
            if (left.compareAndSet(false, true) && callers.leave(run)) {
                runs.cancel(request.caller().name(), run);
            }
        });
        try {
            work.forEach(Runnable::run);
            return answer.await();
        } finally {
            if (left.compareAndSet(false, true)) {
                callers.leave(run);
            }
        }
    }
}
