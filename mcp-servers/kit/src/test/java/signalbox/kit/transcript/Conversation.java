package signalbox.kit.transcript;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.kit.TestServers;
import signalbox.policy.permission.Scopes;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Reply;
import signalbox.testing.RawHttp.Request;

/// Holds a conversation again and writes down what comes back.
///
/// What differs each time is written as a name in double braces; where a request has one, the latest that came back is
/// sent.
final class Conversation implements AutoCloseable {
    /// What is kept, and where it stands in an answer.
    private static final Map<String, Pattern> KEPT = Map.of(
            "state", Pattern.compile("\"requestState\":\"([^\"]+)\""),
            "cursor", Pattern.compile("\"nextCursor\":\"([^\"]+)\""),
            "session", Pattern.compile("(?i)Mcp-Session-Id: ([0-9a-f-]{36})"));
    private static final List<String> SHOWN = List.of("Content-Type", "WWW-Authenticate", "Allow", "Mcp-Session-Id");

    private final TestServers servers;
    private final Map<String, String> kept = new HashMap<>();
    private @Nullable String token;
    private @Nullable RawConnection listening;

    Conversation(TestServers servers) {
        this.servers = servers;
    }

    String held(Transcript transcript) {
        var text = new StringBuilder(transcript.heading());
        for (var step : transcript.steps()) {
            switch (step) {
                case Transcript.Step.Speaker(var name) -> {
                    token = token(name);
                    text.append("as ").append(name).append("\n");
                }
                case Transcript.Step.Sent sent -> text.append(sent.written()).append("<-- ").append(answer(sent));
                case Transcript.Step.Happened(var what) -> text.append("*** ").append(what).append("\n").append(happened(what));
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        if (listening != null) {
            listening.close();
        }
    }

    private @Nullable String token(String speaker) {
        var parts = speaker.split(" with ", 2);
        if (speaker.equals("nobody")) {
            return null;
        }
        return parts.length == 1 ? servers.token(speaker) : servers.token(parts[0], Scopes.parse(parts[1]));
    }

    private String answer(Transcript.Step.Sent sent) {
        if (sent.toString().contains("{{session}}") && !kept.containsKey("session") && token != null) {
            kept.put("session", servers.session(sent.path(), token).substring("Mcp-Session-Id: ".length()));
        }
        var request = Request.of(sent.method(), sent.path()).body(filled(sent.body()));
        for (var header : sent.headers()) {
            request = request.with(filled(header));
        }
        for (var usual : usual(sent)) {
            var name = usual.substring(0, usual.indexOf(':') + 1);
            request = request.headers().stream().anyMatch(header -> header.startsWith(name)) ? request : request.with(usual);
        }
        return sent.body().contains("\"subscriptions/listen\"") ? opened(request) : shown(servers.send(request));
    }

    private List<String> usual(Transcript.Step.Sent sent) {
        var usual = new ArrayList<>(List.of(TestServers.ACCEPT));
        if (sent.method().equals("POST")) {
            usual.add(TestServers.JSON);
        }
        if (token != null) {
            usual.add("Authorization: Bearer " + token);
        }
        return usual;
    }

    /// A stream that stays open, where there is one: what comes on it is told as it comes.
    private String opened(Request request) {
        var connection = RawConnection.to(servers.port());
        connection.send(request);
        var head = String.valueOf(connection.head());
        if (!head.contains("text/event-stream")) {
            connection.close();
            return shown(servers.send(request)); // it was refused, and is again
        }
        listening = connection;
        return shown(new Reply(Integer.parseInt(head.split(" ", 3)[1]), head, next(connection)));
    }

    private String happened(String what) {
        switch (what) {
            case "a tool is withdrawn" -> servers.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions().replace(
                    "      - prompt: shed.confide", "      - prompt: shed.confide\n      - tool: shed.wait")));
            case "a resource is written" -> servers.running.resourceUpdated(URI.create("shed://open/one"));
            case "ten minutes pass" -> servers.clock.pass(Duration.ofMinutes(10).plusSeconds(1));
            case "the server closes" -> servers.running.close();
            default -> throw new AssertionError("nobody knows how to make it happen: " + what);
        }
        var stream = listening;
        return stream == null ? "" : "<-- " + masked(next(stream)) + "\n";
    }

    private static String next(RawConnection stream) {
        var event = stream.event();
        return event == null ? "the end" : event.toString();
    }

    private String shown(Reply reply) {
        var lines = new ArrayList<String>();
        lines.add(String.valueOf(reply.status()));
        for (var name : SHOWN) {
            var value = reply.header(name);
            if (value != null) {
                lines.add(name + ": " + value);
            }
        }
        var head = String.join("\n", lines);
        KEPT.forEach((name, place) -> {
            var found = place.matcher(head + "\n" + reply.body());
            if (found.find()) {
                kept.put(name, found.group(1));
            }
        });
        return masked(head + "\n" + (reply.body().isEmpty() ? "" : "\n" + reply.body().stripTrailing() + "\n"));
    }

    private String masked(String text) {
        var masked = text.replace("127.0.0.1:" + servers.port(), "127.0.0.1:{{port}}")
                .replaceAll("dec_[0-9A-Za-z]{22}", "dec_...")
                .replaceAll("\"version\":\"[0-9a-f]{12}\"", "\"version\":\"...\"");
        for (var each : kept.entrySet()) {
            masked = masked.replace(each.getValue(), "{{" + each.getKey() + "}}");
        }
        return masked;
    }

    private String filled(String text) {
        var filled = text;
        for (var each : kept.entrySet()) {
            filled = filled.replace("{{" + each.getKey() + "}}", each.getValue());
        }
        return filled;
    }
}
