package signalbox.client.legacy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.RpcAnswer;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// An errand while the SDK runs it: what the server answered, and the requests to end when nobody waits any more.
final class RunningRequest {
    private static final int MOST_QUESTIONS = 32;

    private final RequestContext errand;
    private final AtomicInteger questions = new AtomicInteger();
    private final Set<Future<?>> requests = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RpcAnswer last;
    private volatile boolean ended;

    RunningRequest(RequestContext errand) {
        this.errand = errand;
    }

    RequestContext errand() {
        return errand;
    }

    /// Whether one more question of the server is heard; one that asks without end is not.
    boolean mayAsk() {
        return questions.incrementAndGet() <= MOST_QUESTIONS;
    }

    void begun(Future<?> request) {
        requests.add(request);
        if (ended) {
            request.cancel(true);
        }
    }

    /// @param method what this answers; how a session opens is nobody's answer
    void heard(String method, ObjectNode message) {
        var error = message.path("error");
        if (error.isObject()) {
            last = RpcAnswer.fault(0, error);
        } else if (message.path("result") instanceof ObjectNode result) {
            last = method.equals("initialize") ? null : new RpcAnswer.Result(result);
        } else {
            last = new RpcAnswer.Fault(0, 0, "it answered with neither a result nor an error", MissingNode.getInstance());
        }
    }

    void failed(RpcAnswer answer) {
        last = answer;
    }

    /// The last answer; where there is none, that it broke for this reason.
    RpcAnswer answer(String otherwise) {
        var answer = last;
        return answer == null ? new RpcAnswer.Broken(otherwise) : answer;
    }

    void end() {
        ended = true;
        requests.forEach(request -> request.cancel(true));
    }
}
