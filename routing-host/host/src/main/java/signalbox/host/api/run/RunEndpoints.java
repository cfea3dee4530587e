package signalbox.host.api.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import signalbox.host.api.error.ApiError;
import signalbox.host.api.error.ApiRefusal;
import signalbox.host.api.error.StartResult;
import signalbox.host.api.request.ApiRequest;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.api.request.Fields;
import signalbox.host.api.request.RequestHeaders;
import signalbox.host.ledger.RunEvent;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunView;
import signalbox.host.run.AnswerOutcome;
import signalbox.host.run.Runs;
import signalbox.host.run.feed.EventId;

/// `POST /v1/runs` and what belongs to a run. A caller sees its own runs; another's answers like one that is not there. A run
/// goes on when its caller closes the connection.
public final class RunEndpoints {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final Runs runs;

    public RunEndpoints(Runs runs) {
        this.runs = runs;
    }

    public void start(ApiRequest request) throws InterruptedException {
        var body = request.json();
        var wish = RunBody.request(Fields.of(body, ""), RequestHeaders.of(request.head()), request.idempotency(body));
        if (request.prefersAnswerAtOnce()) {
            reply(request, 202, read(request, StartResult.of(runs.startUnawaited(request.caller(), wish))));
        } else {
            reply(request, 200, runs.awaitPause(StartResult.of(runs.start(request.caller(), wish))));
        }
    }

    /// An answer to a question of the run; the run goes on, and answers when it has ended or waits again.
    public void input(ApiRequest request) throws InterruptedException {
        var run = read(request, request.run()).id();
        var input = InputBody.read(Fields.of(request.json(), ""));
        switch (runs.answer(request.caller().name(), run, input.question(), input.reply())) {
            case AnswerOutcome.NotOpen _ ->
                throw new ApiRefusal(ApiError.notFound("the run has no open question '" + input.question() + "'"));
            case AnswerOutcome.Unfit(var faults) ->
                throw ApiRefusal.invalid("content", "'content' does not fit:\n- " + String.join("\n- ", faults));
            case AnswerOutcome.Taken _ -> reply(request, 200,
                    request.prefersAnswerAtOnce() ? read(request, run) : runs.awaitSettled(run, input.question()));
        }
    }

    public void read(ApiRequest request) {
        reply(request, 200, read(request, request.run()));
    }

    public void cancel(ApiRequest request) throws InterruptedException {
        var run = read(request, request.run()).id();
        boolean running = runs.cancel(request.caller().name(), run);
        reply(request, 200, running ? runs.await(run) : read(request, run));
    }

    /// Server-sent events, those that were missed first; their ids are to resume after. A caller that does not read holds
    /// nobody but this thread, and hears the same in larger pieces once it does.
    public void events(ApiRequest request) throws InterruptedException {
        var run = read(request, request.run()).id();
        var gone = new AtomicBoolean();
        try (var listener = runs.follow(run, resumeAfter(request.header("Last-Event-ID")))) {
            request.exchange().whenGone(() -> {
                gone.set(true);
                listener.leave();
            });
            var stream = request.exchange().stream(List.of());
            while (!gone.get()) {
                for (var next : listener.next(LONGEST_WAIT)) {
                    stream.sendEvent(next.id().toString(), next.event().name(), ApiResponses.bytes(RunJson.event(next.event())));
                    if (next.event() instanceof RunEvent.RunFinished) {
                        stream.end();
                        return;
                    }
                }
            }
        }
    }

    private static EventId resumeAfter(@Nullable String header) {
        var id = header == null ? EventId.START : EventId.parse(header);
        if (id == null) {
            throw ApiRefusal.invalid("Last-Event-ID", "'Last-Event-ID' must be the id of an event, such as 12 or 12.57.1c9f");
        }
        return id;
    }

    private RunView read(ApiRequest request, RunId run) {
        var view = runs.get(request.caller(), run);
        if (view == null) {
            throw ApiRefusal.unknownRun();
        }
        return view;
    }

    private static void reply(ApiRequest request, int status, RunView run) {
        request.reply(ApiResponses.run(status, run, RunJson.run(run)));
    }
}
