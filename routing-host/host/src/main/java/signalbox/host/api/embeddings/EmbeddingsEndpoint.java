package signalbox.host.api.embeddings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import signalbox.host.api.chat.UnansweredChat;
import signalbox.host.api.error.ApiRefusal;
import signalbox.host.api.error.ErrorFormat;
import signalbox.host.api.error.StartResult;
import signalbox.host.api.request.ApiRequest;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.api.request.RequestHeaders;
import signalbox.host.ledger.RunView;
import signalbox.host.run.RunRequest;
import signalbox.host.run.Runs;
import signalbox.host.run.feed.SpecialtyCall;
import signalbox.host.tool.WantedTools;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.Specialty;

/// Vectors for a waiting caller, over a run of one step. When the caller closes its connection, the request to the provider is
/// given up.
public final class EmbeddingsEndpoint {
    private final Runs runs;

    public EmbeddingsEndpoint(Runs runs) {
        this.runs = runs;
    }

    public void create(ApiRequest request) throws InterruptedException {
        refuse(request, "Idempotency-Key", "vectors are not kept, and a repeated request makes them again");
        refuse(request, "X-Signalbox-Tools", "a request for embeddings has no tools");
        var body = EmbeddingsBody.read(request.json());
        var call = new SpecialtyCall(body.asked());
        var view = awaited(request, wish(request, body, call));
        request.reply(call.product() instanceof Specialty.Vectors made
                ? ApiResponses.run(200, view, EmbeddingsAnswer.json(view, made, body.base64()))
                : UnansweredChat.of(view, ErrorFormat.OPENAI));
    }

    private static void refuse(ApiRequest request, String header, String why) {
        if (request.header(header) != null) {
            throw ApiRefusal.invalid(header, "'" + header + "' has no use here: " + why + "; leave it out");
        }
    }

    private static RunRequest wish(ApiRequest request, EmbeddingsBody body, SpecialtyCall call) {
        var ask = RequestHeaders.of(request.head());
        return new RunRequest(
                List.of(), body.model(), RunRequest.ToolUse.hosts(new WantedTools.None()), SamplingOptions.NONE,
                ask.about("", Collections.emptySortedMap()), ask.limits(), null, new RunRequest.Manner.Single(call));
    }

    private RunView awaited(ApiRequest request, RunRequest wish) throws InterruptedException {
        var work = new ArrayList<Runnable>(1);
        var run = StartResult.of(runs.start(request.caller(), wish, work::add));
        var answer = runs.answer(run);
        var done = new AtomicBoolean();
        request.exchange().whenGone(() -> {
            if (!done.getAndSet(true)) {
                runs.cancel(request.caller().name(), run);
            }
        });
        try {
            work.forEach(Runnable::run);
            return answer.await();
        } finally {
            done.set(true);
        }
    }
}
