package signalbox.host.api;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import signalbox.host.api.StreamFault.End;
import signalbox.policy.catalogue.Wire;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Request;
import signalbox.testing.WaitingServer;
import tools.jackson.databind.json.JsonMapper;

/// Everything that can be wrong with a provider's stream, byte for byte, on each wire. Before the caller has heard anything
/// the other model's answer comes, and nothing of the first; afterwards the stream ends in an error and never as if it were
/// whole; what only looks odd is an answer.
@NullUnmarked
class StreamFaultsTest {
    private static final String OTHER = "from the other";
    private static final String ROUTING = """
            policy: test
            groups:
              all: [faulty/one, sound/two]
            rules:
              - {name: all, use: all}
            failures: {unavailable: next, breaker: off}
            """;

    @ParameterizedTest
    @EnumSource(value = Wire.class, mode = Mode.EXCLUDE, names = {"SPRING_AI", "OFFLINE"})
    void everyFaultEndsAsItMust(Wire wire) throws Exception {
        try (var faulty = WaitingServer.open(); var sound = WaitingServer.open();
                var yard = new ApiYard(models(wire, faulty, sound), ROUTING)) {
            var softly = new SoftAssertions();
            for (var fault : StreamFault.all()) {
                int asked = sound.requests();
                var heard = heard(fault, StreamBytes.of(wire), faulty, sound, yard);
                check(softly, wire.word() + ": " + fault.name(), fault, heard);
                softly.assertThat(sound.requests() - asked).as(wire.word() + ": " + fault.name() + ": the other is asked")
                        .isEqualTo(fault.end() == End.ANOTHER ? 1 : 0);
            }
            softly.assertAll();
        }
    }

    /// @param attempts what became of them, as the ledger has it
    private record Heard(String head, List<String> events, List<String> attempts) {}

    private static Heard heard(StreamFault fault, StreamBytes stream, WaitingServer faulty, WaitingServer sound, ApiYard yard)
            throws InterruptedException {
        try (var caller = RawConnection.to(yard.port())) {
            caller.send(Request.of("POST", "/v1/chat/completions").with("Authorization: Bearer " + yard.token)
                    .body("{\"model\": \"signalbox/auto\", \"stream\": true, \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}"));
            var asked = faulty.arrival();
            var events = new ArrayList<String>();
            String head = "";
            if (fault.end() == End.BROKEN) {
                asked.stream();
                asked.write(stream.begun("Half of "));
                head = caller.head();
                while (!said(events).equals("Half of ")) {
                    events.add(data(caller));
                }
            }
            var sending = Thread.ofVirtual().start(() -> fault.bytes().accept(stream, asked));
            if (fault.end() == End.ANOTHER) {
                var other = sound.arrival();
                other.stream();
                other.write(StreamBytes.of(Wire.OPENAI_CHAT).whole(OTHER));
                other.close();
            }
            head = head.isEmpty() ? caller.head() : head;
            for (var data = data(caller); data != null; data = data(caller)) {
                events.add(data);
            }
            sending.join();
            return new Heard(head, events, attempts(yard, head));
        }
    }

    private static void check(SoftAssertions softly, String what, StreamFault fault, Heard heard) {
        softly.assertThat(heard.head()).as(what).startsWith("HTTP/1.1 200");
        softly.assertThat(heard.attempts()).as(what).isNotEmpty().doesNotContain("dispatched");
        var text = said(heard.events());
        switch (fault.end()) {
            case ANOTHER -> softly.assertThat(text).as(what).isEqualTo(OTHER);
            case BROKEN -> softly.assertThat(text).as(what).isEqualTo("Half of ");
            case WHOLE -> softly.assertThat(text.equals(fault.text())).as(what + ": the text").isTrue();
        }
        var last = heard.events().isEmpty() ? "" : heard.events().getLast();
        long ends = heard.events().stream().filter(event -> event.equals("[DONE]")).count();
        boolean stopped = heard.events().stream().anyMatch(event -> event.contains("\"finish_reason\":\"stop\""));
        if (fault.end() == End.BROKEN) {
            softly.assertThat(last).as(what).startsWith("{\"error\":{");
            softly.assertThat(ends).as(what + ": [DONE]").isZero();
            softly.assertThat(stopped).as(what + ": a reason to stop").isFalse();
        } else {
            softly.assertThat(last).as(what).isEqualTo("[DONE]");
            softly.assertThat(ends).as(what + ": [DONE]").isOne();
            softly.assertThat(stopped).as(what + ": a reason to stop").isTrue();
        }
    }

    private static String models(Wire wire, WaitingServer faulty, WaitingServer sound) {
        return """
                providers:
                  faulty: {wire: %s, url: 'http://127.0.0.1:%d/v1'}
                  sound: {wire: openai-chat, url: 'http://127.0.0.1:%d/v1'}
                models:
                  faulty/one: {id: one, context: 1000000, output: 4000, price: {input: 1.0, output: 2.0}, can: [tools]}
                  sound/two: {id: two, context: 1000000, output: 4000, price: {input: 1.0, output: 2.0}, can: [tools]}
                """.formatted(wire.word(), faulty.port(), sound.port());
    }

    private static List<String> attempts(ApiYard yard, String head) {
        int from = head.indexOf("X-Signalbox-Run: ") + "X-Signalbox-Run: ".length();
        var run = yard.ask("GET", "/v1/runs/" + head.substring(from, head.indexOf('\r', from)), yard.token).body();
        var attempts = new ArrayList<String>();
        JsonMapper.shared().readTree(run).at("/steps/0/attempts").forEach(attempt -> attempts.add(attempt.path("outcome").asString()));
        return attempts;
    }

    private static String said(List<String> events) {
        var text = new StringBuilder();
        for (var event : events) {
            if (!event.equals("[DONE]")) {
                text.append(JsonMapper.shared().readTree(event).at("/choices/0/delta/content").asString(""));
            }
        }
        return text.toString();
    }

    /// The data of the next event; null at the end of the stream.
    private static String data(RawConnection caller) {
        for (var line = caller.line(); line != null; line = caller.line()) {
            if (line.startsWith("data: ")) {
                return line.substring(6);
            }
        }
        return null;
    }
}
