package signalbox.client.modern;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.Access.Next;
import signalbox.client.exchange.Challenge;
import signalbox.client.exchange.Errand;
import signalbox.client.exchange.RpcAnswer;
import signalbox.client.http.BoundedJson;
import signalbox.client.http.EventStream;
import signalbox.client.http.HttpAnswer;
import signalbox.client.http.HttpAsk;
import signalbox.client.http.HttpTrouble;
import signalbox.client.http.McpHttp;
import signalbox.client.http.Target;
import tools.jackson.databind.node.ObjectNode;

/// Sends requests to one endpoint, each as its own POST, and reads their answers, as JSON or as a stream.
final class ModernRequests {
    /// A server that lets nobody in, however often its wishes are met, is asked no more.
    private static final int MOST_CHALLENGES = 3;

    private final McpHttp http;
    private final Target target;

    ModernRequests(McpHttp http, Target target) {
        this.http = http;
        this.target = target;
    }

    RpcAnswer send(ModernRequest request, Errand errand) {
        for (int challenges = 0; ; challenges++) {
            switch (once(request, errand)) {
                case Answered(var answer) -> {
                    return answer;
                }
                case Challenged(var challenge) -> {
                    if (challenges == MOST_CHALLENGES) {
                        return new RpcAnswer.TurnedAway("it asked for more rights " + challenges + " times");
                    }
                    if (errand.access().challenged(challenge, errand.deadline()) instanceof Next.Never(var reason)) {
                        return new RpcAnswer.TurnedAway(reason);
                    }
                }
            }
        }
    }

    private sealed interface Reached {}

    private record Answered(RpcAnswer answer) implements Reached {}

    private record Challenged(Challenge challenge) implements Reached {}

    private Reached once(ModernRequest request, Errand errand) {
        var id = UUID.randomUUID().toString();
        var headers = new LinkedHashMap<>(request.headers());
        headers.putAll(errand.access().headers());
        var body = request.body(id, errand.respondent()).toString();
        try {
            return http.exchange(
                    HttpAsk.post(target.passage(), headers, body), errand.deadline(),
                    answer -> read(id, answer));
        } catch (HttpTrouble e) {
            return new Answered(new RpcAnswer.Broken(e.reason()));
        }
    }

    private static Reached read(String id, HttpAnswer answer) throws IOException, HttpTrouble {
        if (answer.status() == 401 || answer.status() == 403) {
            return new Challenged(Challenge.of(answer.status(), answer.lines("www-authenticate")));
        }
        var message = switch (answer.type()) {
            case "text/event-stream" -> last(id, answer);
            case "application/json" -> json(answer);
            default -> null;
        };
        return new Answered(message == null
                ? new RpcAnswer.Foreign(answer.status(), "it answered with HTTP " + answer.status() + " and no MCP message")
                : answer(id, answer.status(), message));
    }

    /// A refusal with a body that cannot be read is a refusal all the same.
    private static @Nullable ObjectNode json(HttpAnswer answer) throws IOException, HttpTrouble {
        try {
            return BoundedJson.object(answer.text());
        } catch (HttpTrouble e) {
            if (answer.status() >= 400) {
                return null;
            }
            throw e;
        }
    }

    /// The answer on the request's own stream. Notifications that come before it were not asked for, and requests there are
    /// not allowed: both are passed over.
    private static ObjectNode last(String id, HttpAnswer answer) throws IOException, HttpTrouble {
        var events = new EventStream(answer.body());
        for (var event = events.next(); event != null; event = events.next()) {
            if (!event.type().equals("message") || event.data().isBlank()) {
                continue;
            }
            var message = BoundedJson.object(event.data());
            if (!message.has("method") && message.path("id").asString("").equals(id)) {
                return message;
            }
        }
        throw new HttpTrouble("the stream ended without an answer", null);
    }

    private static RpcAnswer answer(String id, int status, ObjectNode message) {
        var error = message.path("error");
        if (error.isObject() && error.path("code").isIntegralNumber()) {
            return RpcAnswer.fault(status, error);
        }
        if (status != 200 || !message.path("id").asString("").equals(id)
                || !(message.path("result") instanceof ObjectNode result)) {
            return new RpcAnswer.Foreign(status, "it answered with HTTP " + status + " and no MCP result");
        }
        return result(result);
    }

    private static RpcAnswer result(ObjectNode result) {
        return switch (result.path("resultType").asString("complete")) {
            case "complete", RoundTrips.INPUT_REQUIRED -> new RpcAnswer.Result(result);
            default -> new RpcAnswer.Broken("its result is of a type that is not known here");
        };
    }
}
