package signalbox.host.api.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import signalbox.host.api.error.ApiError;
import signalbox.host.api.error.ErrorFormat;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.RunView;
import signalbox.http.server.HttpReply;
import signalbox.http.server.HttpReply.Header;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What goes back: JSON, and for a run the headers that say which model answered by which rule at what cost.
public final class ApiResponses {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ApiResponses() {}

    public static HttpReply error(ApiError error, ErrorFormat format) {
        var reply = json(format.status(error), format.json(error));
        return error.status() == 503 ? reply.with("Retry-After", "1") : reply;
    }

    public static HttpReply json(int status, JsonNode body) {
        return HttpReply.json(status, bytes(body));
    }

    public static HttpReply run(int status, RunView run, JsonNode body) {
        var headers = begun(run);
        headers.add(new Header("X-Signalbox-Cost", run.cost().toString()));
        return HttpReply.json(status, headers, bytes(body));
    }

    /// What is known of a run while it goes on: not yet what it costs.
    public static List<Header> begun(RunView run) {
        var headers = new ArrayList<Header>(5);
        headers.add(new Header("X-Signalbox-Run", run.id().toString()));
        headers.add(new Header("X-Signalbox-Policy", run.policy()));
        var last = run.steps().isEmpty() ? null : run.steps().getLast();
        if (last != null) {
            headers.add(new Header("X-Signalbox-Model", model(last)));
            served(last).ifPresent(served -> headers.add(new Header("X-Signalbox-Served-Model", printable(served))));
            headers.add(new Header("X-Signalbox-Rule", printable(last.rule())));
        }
        return headers;
    }

    /// Which model answers: the last one, or the name that was asked for while there is none.
    public static String model(RunView run) {
        return run.steps().isEmpty() ? run.askedModel() : model(run.steps().getLast());
    }

    /// Which model answers a step, while none has.
    public static String model(RunView.Step step) {
        return step.model().isEmpty() && !step.attempts().isEmpty() ? step.attempts().getLast().model() : step.model();
    }

    /// What the provider calls the model that answered, where that is not simply what it was asked for.
    private static Optional<String> served(RunView.Step step) {
        return step.attempts().stream()
                .filter(attempt -> attempt.outcome().equals(Entry.AttemptOutcome.OK.word()))
                .map(RunView.Attempt::served)
                .filter(served -> !served.isEmpty() && !step.model().endsWith("/" + served))
                .findFirst();
    }

    public static byte[] bytes(JsonNode body) {
        return JSON.writeValueAsBytes(body);
    }

    /// Characters that may not be in a header are shown as `?`.
    private static String printable(String text) {
        var printed = new StringBuilder(text);
        for (int i = 0; i < printed.length(); i++) {
            if (printed.charAt(i) < ' ' || printed.charAt(i) > '~') {
                printed.setCharAt(i, '?');
            }
        }
        return printed.toString();
    }
}
