package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.testing.Patience;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Request;
import signalbox.testing.WaitingServer;
import tools.jackson.databind.json.JsonMapper;

/// `GET /v1/runs/{id}/events` while a model speaks.
@NullUnmarked
class RunEventsTest {
    private static final String ROUTING = """
            policy: test
            groups:
              all: [slow/one, slow/two]
            rules:
              - {name: all, use: all}
            failures: {unavailable: next, unfit: next}
            """;

    private final WaitingServer provider = WaitingServer.open();
    private final ApiYard yard = new ApiYard("""
            providers:
              slow: {wire: openai-chat, url: 'http://127.0.0.1:%d/v1'}
            models:
              slow/one: {id: one, context: 1000000, output: 40000, price: {input: 1.0, output: 2.0}, can: [tools]}
              slow/two: {id: two, context: 1000000, output: 40000, price: {input: 1.0, output: 2.0}, can: [tools]}
            """.formatted(provider.port()), ROUTING);
    private final RawConnection reader = RawConnection.to(yard.port());

    @AfterEach
    void close() {
        reader.close();
        yard.close();
        provider.close();
    }

    private record Event(String id, String name, String data) {}

    @Test
    void textComesWhileTheModelStillSpeaksAndIsResumedInItsMiddle() throws Exception {
        var run = started();
        var asked = provider.arrival();
        asked.stream();
        asked.event(text("Hel"));
        listen(reader, run, "");
        var first = List.of(next(reader), next(reader), next(reader));
        asked.event(text("lo, "));
        var second = next(reader);
        asked.event(text("you"));
        asked.event(finish());
        asked.close();
        try (var again = RawConnection.to(yard.port())) {
            listen(again, run, second.id());
            var rest = rest(again);

            assertThat(first).extracting(Event::name).containsExactly("run.started", "step.routed", "output.delta");
            assertThat(first.getLast()).isEqualTo(new Event("2.3." + Integer.toHexString("Hel".hashCode()), "output.delta", "{\"step\":0,\"text\":\"Hel\"}"));
            assertThat(second.data()).isEqualTo("{\"step\":0,\"text\":\"lo, \"}");
            assertThat(rest).filteredOn(event -> event.name().equals("output.delta")).extracting(Event::data)
                    .containsExactly("{\"step\":0,\"text\":\"you\"}");
            assertThat(rest.getLast().id()).isEqualTo("5");
            assertThat(rest.getLast().data()).contains("\"output\":\"Hello, you\"");
        }
    }

    @Test
    void whatIsVoidIsTakenBackAndAnotherModelAnswers() throws Exception {
        var run = started();
        var asked = provider.arrival();
        asked.stream();
        asked.event(text("Half of wh"));
        listen(reader, run, "2");
        var half = next(reader);
        asked.close();
        var second = provider.arrival();
        second.stream();
        second.event(text("Whole"));
        second.event(finish());
        second.close();

        var rest = rest(reader);

        assertThat(half.data()).contains("Half of wh");
        assertThat(rest.getFirst()).isEqualTo(new Event("2", "output.reset", "{\"step\":0}"));
        assertThat(rest.get(1).data()).contains("\"outcome\":\"nonsense\"");
        assertThat(rest).filteredOn(event -> event.name().equals("output.delta")).extracting(Event::data)
                .containsExactly("{\"step\":0,\"text\":\"Whole\"}");
        assertThat(rest.getLast().data()).contains("\"status\":\"completed\"", "\"output\":\"Whole\"");
    }

    @Test
    void aReaderThatDoesNotReadHoldsNoRun() throws Exception {
        var run = started();
        try (var slow = RawConnection.narrow(yard.port())) {
            var asked = provider.arrival();
            asked.stream();
            listen(slow, run, "");
            var piece = "x".repeat(10_000);
            for (int i = 0; i < 300; i++) {
                asked.event(text(piece));
            }
            asked.event(finish());
            asked.close();

            Patience.until(Duration.ofSeconds(20), () -> yard.ask("GET", "/v1/runs/" + run, yard.token).body().contains("\"status\":\"completed\""));
            var heard = new StringBuilder();
            for (var event : rest(slow)) {
                heard.append(event.name().equals("output.delta") ? JsonMapper.shared().readTree(event.data()).path("text").asString() : "");
            }
            assertThat(heard.toString()).isEqualTo(piece.repeat(300));
        }
    }

    @Test
    void anIdThatIsNoneIsRefused() {
        var run = started();
        reader.send(request("GET", "/v1/runs/" + run + "/events").with("Last-Event-ID: 1.2"));

        assertThat(reader.answer().body()).contains("'Last-Event-ID' must be the id of an event, such as 12 or 12.57.1c9f");
    }

    private String started() {
        try (var caller = RawConnection.to(yard.port())) {
            caller.send(request("POST", "/v1/runs").with("Prefer: respond-async").body("{\"input\": \"hello\"}"));
            return caller.answer().json().path("id").asString();
        }
    }

    private void listen(RawConnection from, String run, String after) {
        var request = request("GET", "/v1/runs/" + run + "/events");
        from.send(after.isEmpty() ? request : request.with("Last-Event-ID: " + after));
        assertThat(from.head()).startsWith("HTTP/1.1 200").contains("text/event-stream");
    }

    private Request request(String method, String path) {
        return Request.of(method, path).with("Authorization: Bearer " + yard.token);
    }

    private static List<Event> rest(RawConnection from) {
        var rest = new ArrayList<Event>();
        for (var event = next(from); event != null; event = next(from)) {
            rest.add(event);
        }
        return rest;
    }

    /// Null at the end of the stream.
    private static Event next(RawConnection from) {
        var fields = new ArrayList<String>();
        for (var line = from.line(); line != null; line = from.line()) {
            if (!line.isEmpty()) {
                fields.add(line.substring(line.indexOf(' ') + 1));
            } else if (!fields.isEmpty()) {
                return new Event(fields.get(0), fields.get(1), fields.get(2));
            }
        }
        return null;
    }

    private static String text(String text) {
        return "{\"choices\": [{\"index\": 0, \"delta\": {\"content\": \"" + text + "\"}, \"finish_reason\": null}]}";
    }

    private static String finish() {
        return "{\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"stop\"}]}";
    }
}
