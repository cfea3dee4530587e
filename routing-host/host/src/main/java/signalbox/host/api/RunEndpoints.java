package signalbox.host.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import signalbox.host.ledger.RunEvent;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunView;
import signalbox.host.run.AnswerOutcome;
import signalbox.host.run.RunRequest;
import signalbox.host.run.Runs;
import signalbox.identity.web.BearerChain;
import signalbox.json.Digest;
import tools.jackson.databind.node.ObjectNode;

/// `POST /v1/runs` and what belongs to a run. A caller sees its own runs; another's answers like one that is not there.
final class RunEndpoints {
    private static final Duration BEAT = Duration.ofSeconds(15);

    private final Runs runs;

    RunEndpoints(Runs runs) {
        this.runs = runs;
    }

    ServerResponse start(ServerRequest request) throws IOException, InterruptedException {
        var body = StrictJson.read(request.servletRequest().getInputStream());
        var wish = RunBody.request(Fields.of(body, ""), RequestHeaders.of(request.headers().asHttpHeaders()), idempotency(request, body));
        var caller = BearerChain.principal();
        var run = StartResult.of(runs.start(caller, wish));
        if (answersAtOnce(request)) {
            var view = found(runs.get(caller.name(), run));
            return ApiResponses.run(202, view, RunJson.run(view));
        }
        var view = runs.awaitPause(run);
        return ApiResponses.run(200, view, RunJson.run(view));
    }

    /// An answer to a question of the run; the run goes on, and answers when it has ended or waits again.
    ServerResponse input(ServerRequest request) throws IOException, InterruptedException {
        var caller = BearerChain.principal();
        var run = found(runs.get(caller.name(), id(request))).id();
        var input = InputBody.read(Fields.of(StrictJson.read(request.servletRequest().getInputStream()), ""));
        return switch (runs.answer(caller.name(), run, input.question(), input.reply())) {
            case AnswerOutcome.NotOpen _ ->
                throw new ApiRefusal(ApiError.notFound("the run has no open question '" + input.question() + "'"));
            case AnswerOutcome.Unfit(var faults) ->
                throw ApiRefusal.invalid("content", "'content' does not fit:\n- " + String.join("\n- ", faults));
            case AnswerOutcome.Taken _ -> {
                var view = answersAtOnce(request) ? found(runs.get(caller.name(), run)) : runs.awaitSettled(run, input.question());
                yield ApiResponses.run(200, view, RunJson.run(view));
            }
        };
    }

    ServerResponse read(ServerRequest request) {
        var view = found(runs.get(BearerChain.principal().name(), id(request)));
        return ApiResponses.run(200, view, RunJson.run(view));
    }

    ServerResponse cancel(ServerRequest request) throws InterruptedException {
        var caller = BearerChain.principal().name();
        var run = found(runs.get(caller, id(request))).id();
        boolean running = runs.cancel(caller, run);
        var view = running ? runs.await(run) : found(runs.get(caller, run));
        return ApiResponses.run(200, view, RunJson.run(view));
    }

    /// Server-sent events, those that were missed first; the numbers are the ids to resume after.
    ServerResponse events(ServerRequest request) {
        var caller = BearerChain.principal().name();
        var run = found(runs.get(caller, id(request))).id();
        long after = resumeAfter(request);
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .build((_, response) -> {
                    stream(run, after, response);
                    return null;
                });
    }

    private void stream(RunId run, long after, HttpServletResponse response) throws IOException {
        long last = after;
        try {
            while (true) {
                var next = runs.events(run, last, BEAT);
                for (var event : next) {
                    write(event, response);
                    last = event.number();
                    if (event.event() instanceof RunEvent.RunFinished) {
                        return;
                    }
                }
                if (next.isEmpty()) {
                    response.getOutputStream().write(": still running\n\n".getBytes(StandardCharsets.UTF_8));
                    response.flushBuffer();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(RunEvent.Numbered event, HttpServletResponse response) throws IOException {
        var text = "id: " + event.number() + "\nevent: " + event.event().name() + "\ndata: " + RunJson.event(event.event()) + "\n\n";
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }

    private static long resumeAfter(ServerRequest request) {
        var header = request.headers().firstHeader("Last-Event-ID");
        if (header == null) {
            return 0;
        }
        if (!header.matches("[0-9]{1,12}")) {
            throw ApiRefusal.invalid("Last-Event-ID", "'Last-Event-ID' must be the number of an event");
        }
        return Long.parseLong(header);
    }

    static RunRequest.@Nullable Idempotency idempotency(ServerRequest request, ObjectNode body) {
        var key = request.headers().firstHeader("Idempotency-Key");
        if (key == null) {
            return null;
        }
        if (key.isBlank() || key.length() > 255) {
            throw ApiRefusal.invalid("Idempotency-Key", "'Idempotency-Key' must have 1 to 255 characters");
        }
        return new RunRequest.Idempotency(key, Digest.sha256(body));
    }

    private static boolean answersAtOnce(ServerRequest request) {
        return request.headers().header("Prefer").stream().anyMatch(value -> value.contains("respond-async"));
    }

    private static RunId id(ServerRequest request) {
        var id = request.pathVariable("id");
        if (!id.matches("run_[0-9A-Za-z]{1,64}")) {
            throw unknown();
        }
        return new RunId(id);
    }

    private static RunView found(@Nullable RunView view) {
        if (view == null) {
            throw unknown();
        }
        return view;
    }

    private static ApiRefusal unknown() {
        return new ApiRefusal(ApiError.notFound("there is no such run of yours"));
    }
}
