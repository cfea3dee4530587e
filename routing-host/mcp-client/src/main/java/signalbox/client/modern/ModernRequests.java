package signalbox.client.modern;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.Access.Next;
import signalbox.client.exchange.AnswerLimit;
import signalbox.client.exchange.Challenge;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.RpcAnswer;
import signalbox.http.client.HttpFailure;
import signalbox.http.client.HttpRequest;
import signalbox.http.client.HttpResponse;
import signalbox.http.client.HttpTarget;
import signalbox.http.client.OutgoingHttp;
import tools.jackson.databind.node.ObjectNode;

/// Sends requests to one endpoint, each as its own POST, and reads their answers, as JSON or as a stream.
final class ModernRequests {
    /// A server that lets nobody in, however often its wishes are met, is asked no more.
    private static final int MOST_CHALLENGES = 3;

    private final OutgoingHttp http;
    private final HttpTarget target;

    ModernRequests(OutgoingHttp http, HttpTarget target) {
        this.http = http;
        this.target = target;
    }

    RpcAnswer send(ModernRequest request, RequestContext errand) {
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

    private Reached once(ModernRequest request, RequestContext errand) {
        var id = UUID.randomUUID().toString();
        var headers = new LinkedHashMap<>(request.headers());
        headers.putAll(errand.access().headers());
        var body = request.body(id, errand.respondent()).toString();
        try {
            return http.exchange(
                    HttpRequest.post(target.passage(), headers, body), errand.deadline(),
                    answer -> read(id, errand.limit(), answer));
        } catch (HttpFailure e) {
            return new Answered(new RpcAnswer.Broken(e.reason()));
        }
    }

    private static Reached read(String id, AnswerLimit limit, HttpResponse answer) throws IOException, HttpFailure {
        if (answer.status() == 401 || answer.status() == 403) {
            return new Challenged(Challenge.of(answer.status(), answer.lines("www-authenticate")));
        }
        var message = switch (answer.type()) {
            case "text/event-stream" -> last(id, limit, answer);
            case "application/json" -> json(limit, answer);
            default -> null;
        };
        return new Answered(message == null
                ? new RpcAnswer.Foreign(answer.status(), "it answered with HTTP " + answer.status() + " and no MCP message")
                : answer(id, answer.status(), message));
    }

    /// A refusal with a body that cannot be read is a refusal all the same.
    private static @Nullable ObjectNode json(AnswerLimit limit, HttpResponse answer) throws IOException, HttpFailure {
        try {
            return limit.json(answer);
        } catch (HttpFailure e) {
            if (answer.status() >= 400) {
                return null;
            }
            throw e;
        }
    }

    /// The answer on the request's own stream. Notifications that come before it were not asked for, and requests there are
    /// not allowed: both are passed over.
    private static ObjectNode last(String id, AnswerLimit limit, HttpResponse answer) throws IOException, HttpFailure {
        var events = limit.events(answer);
        int messages = 0;
        for (var event = events.next(); event != null && messages < AnswerLimit.MOST_MESSAGES; event = events.next()) {
            messages++;
            if (!event.type().equals("message") || event.data().isBlank()) {
                continue;
            }
            var message = limit.json(event.data());
            if (!message.has("method") && message.path("id").asString("").equals(id)) {
                return message;
            }
        }
        throw new HttpFailure(
                messages < AnswerLimit.MOST_MESSAGES
                        ? "the stream ended without an answer"
                        : "it sent " + messages + " messages and no answer among them",
                null);
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
