package signalbox.client.legacy;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.Access.Next;
import signalbox.client.exchange.AnswerLimit;
import signalbox.client.exchange.Challenge;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.RpcAnswer;
import signalbox.http.client.EventStreamReader;
import signalbox.http.client.HttpFailure;
import signalbox.http.client.HttpRequest;
import signalbox.http.client.HttpResponse;
import signalbox.http.client.HttpTarget;
import signalbox.http.client.OutgoingHttp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The HTTP requests of one session (revision 2025-11-25, "Streamable HTTP"): its id, its protocol version, and streams
/// that are resumed where they broke off.
final class SessionRequests {
    private static final int MOST_CHALLENGES = 3;
    private static final int MOST_RESUMPTIONS = 20;
    private static final Duration RESUMED_AFTER = Duration.ofSeconds(1);

    private final OutgoingHttp http;
    private final HttpTarget target;
    private volatile String session = "";
    private volatile String version = LegacyServer.REVISIONS.getLast();

    SessionRequests(OutgoingHttp http, HttpTarget target) {
        this.http = http;
        this.target = target;
    }

    /// A message to be sent.
    ///
    /// @param method empty for an answer to the server
    /// @param id of a request; empty where no answer is waited for
    record Post(String json, String method, String id) {}

    @FunctionalInterface
    interface Ear {
        void heard(ObjectNode message) throws HttpFailure;
    }

    /// Sends a message and, where it is a request, listens until it is answered.
    ///
    /// @return why no answer came, or null
    @Nullable RpcAnswer post(Post post, RequestContext errand, Ear ear) {
        for (int challenges = 0; ; challenges++) {
            try {
                var reached = http.exchange(
                        HttpRequest.post(target.passage(), headers(errand, "application/json, text/event-stream"),
                                post.json()),
                        errand.deadline(), answer -> read(post, errand.limit(), answer, ear));
                switch (reached) {
                    case Done(var failure) -> {
                        return failure;
                    }
                    case BrokeOff(var events) -> {
                        return resumed(post, errand, ear, events);
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
            } catch (HttpFailure e) {
                return new RpcAnswer.Broken(e.reason());
            }
        }
    }

    /// Listens to what the server says of itself, until it ends that, or has no such stream.
    void listen(RequestContext errand, Ear ear) {
        var resume = new Resume("", RESUMED_AFTER);
        for (int times = 0; times < MOST_RESUMPTIONS; times++) {
            try {
                resume = stream(resume, errand, "", ear).next();
                if (!errand.deadline().sleep(resume.after())) {
                    return;
                }
            } catch (HttpFailure _) {
                return;
            }
        }
    }

    /// Tells the server that nobody waits for this answer any more.
    void cancelled(String id, RequestContext errand) {
        var note = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", "notifications/cancelled");
        note.putObject("params").put("requestId", id);
        post(new Post(note.toString(), "notifications/cancelled", ""), errand, _ -> {});
    }

    void end(RequestContext errand) {
        if (session.isEmpty()) {
            return;
        }
        try {
            http.exchange(
                    new HttpRequest("DELETE", target.passage(), headers(errand, "application/json"), null),
                    errand.deadline(), HttpResponse::status);
        } catch (HttpFailure _) {
            // The server ends what it does not hear of.
        }
    }

    private sealed interface Reached {}

    private record Done(@Nullable RpcAnswer failure) implements Reached {}

    private record BrokeOff(Resume resume) implements Reached {}

    private record Challenged(Challenge challenge) implements Reached {}

    /// @param lastId of the last event that came
    /// @param after how long the server wants to be left alone
    private record Resume(String lastId, Duration after) {
        static Resume of(EventStreamReader events) {
            return new Resume(
                    events.lastId(), events.retry().isPresent() ? Duration.ofMillis(events.retry().getAsLong()) : RESUMED_AFTER);
        }
    }

    /// @param came whether what was waited for came
    /// @param next where the stream broke off
    private record Streamed(boolean came, Resume next) {}

    private Map<String, String> headers(RequestContext errand, String accept) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", accept);
        headers.put("MCP-Protocol-Version", version);
        if (!session.isEmpty()) {
            headers.put("Mcp-Session-Id", session);
        }
        headers.putAll(errand.access().headers());
        return headers;
    }

    private Reached read(Post post, AnswerLimit limit, HttpResponse answer, Ear ear) throws IOException, HttpFailure {
        if (answer.status() == 401 || answer.status() == 403) {
            return new Challenged(Challenge.of(answer.status(), answer.lines("www-authenticate")));
        }
        if (answer.status() == 404 && !session.isEmpty()) {
            return new Done(new RpcAnswer.Broken("its session has ended"));
        }
        if (answer.status() >= 400) {
            return new Done(refused(limit, answer));
        }
        if (post.id().isEmpty()) {
            return new Done(null);
        }
        if (post.method().equals("initialize") && !answer.header("mcp-session-id").isEmpty()) {
            session = answer.header("mcp-session-id");
        }
        return switch (answer.type()) {
            case "application/json" -> {
                deliver(limit.json(answer), post.method(), ear);
                yield new Done(null);
            }
            case "text/event-stream" -> {
                var events = limit.events(answer);
                yield heard(limit, events, post.id(), post.method(), ear) ? new Done(null) : new BrokeOff(Resume.of(events));
            }
            default -> new Done(new RpcAnswer.Foreign(
                    answer.status(), "it answered with HTTP " + answer.status() + " and no MCP message"));
        };
    }

    /// A JSON-RPC error that came with a status of its own.
    private static RpcAnswer refused(AnswerLimit limit, HttpResponse answer) throws IOException {
        if (answer.type().equals("application/json")) {
            try {
                JsonNode error = limit.json(answer).path("error");
                if (error.path("code").isIntegralNumber()) {
                    return RpcAnswer.fault(answer.status(), error);
                }
            } catch (HttpFailure _) {
                // What cannot be read says nothing.
            }
        }
        return new RpcAnswer.Foreign(answer.status(), "it answered with HTTP " + answer.status());
    }

    /// @return whether the request's answer was among them
    private boolean heard(AnswerLimit limit, EventStreamReader events, String id, String method, Ear ear) throws IOException, HttpFailure {
        try {
            int messages = 0;
            for (var event = events.next(); event != null; event = events.next()) {
                if (messages++ == AnswerLimit.MOST_MESSAGES) {
                    throw new HttpFailure("it sent " + AnswerLimit.MOST_MESSAGES + " messages and no answer among them", null);
                }
                if (event.type().equals("message") && !event.data().isBlank()) {
                    var message = limit.json(event.data());
                    deliver(message, method, ear);
                    if (!message.has("method") && message.path("id").asString("").equals(id)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException e) {
            if (events.lastId().isEmpty()) {
                throw e;
            }
            return false;
        }
    }

    private void deliver(ObjectNode message, String method, Ear ear) throws HttpFailure {
        if (method.equals("initialize") && message.at("/result/protocolVersion").isString()) {
            version = message.at("/result/protocolVersion").asString("");
        }
        ear.heard(message);
    }

    private @Nullable RpcAnswer resumed(Post post, RequestContext errand, Ear ear, Resume from) throws HttpFailure {
        var resume = from;
        for (int times = 0; times < MOST_RESUMPTIONS && !resume.lastId().isEmpty(); times++) {
            if (!errand.deadline().sleep(resume.after())) {
                return new RpcAnswer.Broken("no answer in time");
            }
            var streamed = stream(resume, errand, post.id(), ear);
            if (streamed.came()) {
                return null;
            }
            resume = streamed.next();
        }
        return new RpcAnswer.Broken("the stream ended without an answer");
    }

    /// @param id what is waited for on it, or empty
    private Streamed stream(Resume resume, RequestContext errand, String id, Ear ear) throws HttpFailure {
        var headers = headers(errand, "text/event-stream");
        if (!resume.lastId().isEmpty()) {
            headers.put("Last-Event-ID", resume.lastId());
        }
        return http.exchange(HttpRequest.get(target.passage(), headers), errand.deadline(), answer -> {
            if (answer.status() != 200 || !answer.type().equals("text/event-stream")) {
                throw new HttpFailure("the stream ended without an answer", null);
            }
            var events = errand.limit().events(answer);
            boolean came = heard(errand.limit(), events, id, "", ear);
            var next = Resume.of(events);
            return new Streamed(came, next.lastId().isEmpty() ? new Resume(resume.lastId(), next.after()) : next);
        });
    }
}
