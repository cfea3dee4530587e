package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Request;
import signalbox.testing.WaitingServer;

/// Whose caller goes away: a chat takes its request to the provider with it, a run does not.
@NullUnmarked
class AbandonedChatsTest {
    private static final int CHATS = 100;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Pattern RUN = Pattern.compile("\"id\":\"(run_[0-9A-Za-z]+)\"");
    private static final String ROUTING = """
            policy: test
            groups:
              all: [slow/one, slow/two]
            rules:
              - {name: all, use: all}
            failures: {unavailable: next}
            """;
    private static final String ANSWER = """
            {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [{"index": 0, "message":
             {"role": "assistant", "content": "here it is"}, "finish_reason": "stop"}],
             "usage": {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12}}""";

    private final WaitingServer provider = WaitingServer.open();
    private final ApiYard yard = new ApiYard("""
            providers:
              slow: {wire: openai-chat, url: 'http://127.0.0.1:%d/v1'}
            models:
              slow/one: {id: one, context: 1000000, output: 4000, price: {input: 1.0, output: 2.0}}
              slow/two: {id: two, context: 1000000, output: 4000, price: {input: 1.0, output: 2.0}}
              slow/vectors: {id: vectors, price: {input: 1.0, output: 0}, can: [embeddings]}
            """.formatted(provider.port()), ROUTING);

    @AfterEach
    void close() {
        yard.close();
        provider.close();
    }

    @Test
    void theProviderSeesEveryAbandonedChatEndWithinASecond() throws Exception {
        var random = new Random(9);
        for (int i = 0; i < CHATS; i++) {
            var caller = caller();
            caller.send(chat("x".repeat(random.nextInt(8_000))));
            var asked = provider.arrival();

            long left = System.nanoTime();
            leave(caller, random);

            assertThat(Duration.ofNanos(asked.gone() - left)).as("chat " + i).isLessThan(SOON);
        }
        assertThat(provider.requests()).as("no other model is asked instead").isEqualTo(CHATS);
    }

    @Test
    void vectorsThatNobodyWaitsForAreGivenUpAsWell() throws Exception {
        var caller = caller();
        caller.send(Request.of("POST", "/v1/embeddings").with("Authorization: Bearer " + yard.token)
                .body("{\"model\": \"slow/vectors\", \"input\": \"a\"}"));
        var asked = provider.arrival();

        long left = System.nanoTime();
        caller.close();

        assertThat(Duration.ofNanos(asked.gone() - left)).isLessThan(SOON);
    }

    @Test
    void theNextChatOfACallerThatCameBackIsAnswered() throws Exception {
        var caller = caller();
        caller.send(chat("a"));
        var asked = provider.arrival();
        caller.close();
        asked.gone();

        try (var again = caller()) {
            again.send(chat("b"));
            provider.arrival().answer(ANSWER);

            assertThat(again.answer().json().path("choices").path(0).path("message").path("content").asString("")).isEqualTo("here it is");
        }
    }

    @Test
    void aChatThatWasRepeatedWithItsKeyEndsWithTheLastOfItsCallers() throws Exception {
        var first = caller();
        first.send(chat("a").with("Idempotency-Key: k"));
        var asked = provider.arrival();
        var second = caller();
        second.send(chat("a").with("Idempotency-Key: k"));

        first.close();
        second.close();

        assertThat(asked.gone()).isPositive();
        assertThat(provider.requests()).isEqualTo(1);
    }

    @Test
    void aRunGoesOnAfterItsCallerHasLeftAndCanBeAskedFor() throws Exception {
        var caller = caller();
        caller.send(run().with("Idempotency-Key: k"));
        var asked = provider.arrival();
        caller.close();
        awaitThatTheHostHasSeenIt();
        try (var again = caller()) {
            again.send(run().with("Idempotency-Key: k").with("Prefer: respond-async"));
            var running = again.answer();
            asked.answer(ANSWER);

            var id = RUN.matcher(running.body());
            assertThat(id.find()).as(running.body()).isTrue();
            again.send(Request.of("GET", "/v1/runs/" + id.group(1) + "/events").with("Authorization: Bearer " + yard.token));
            again.head();
            var last = again.event();
            for (var next = last; next != null; next = again.event()) {
                last = next;
            }

            assertThat(last.path("status").asString("")).isEqualTo("completed");
            assertThat(last.path("output").asString("")).isEqualTo("here it is");
            assertThat(provider.requests()).as("with the chat's").isEqualTo(2);
        }
    }

    /// A chat whose caller left later has ended.
    private void awaitThatTheHostHasSeenIt() throws InterruptedException {
        var later = caller();
        later.send(chat("a"));
        var asked = provider.arrival();
        later.close();
        asked.gone();
    }

    private RawConnection caller() {
        return RawConnection.to(yard.port());
    }

    private Request chat(String text) {
        return Request.of("POST", "/v1/chat/completions").with("Authorization: Bearer " + yard.token)
                .body("{\"model\": \"signalbox/auto\", \"messages\": [{\"role\": \"user\", \"content\": \"" + text + "\"}]}");
    }

    private Request run() {
        return Request.of("POST", "/v1/runs").with("Authorization: Bearer " + yard.token).body("{\"input\": \"hello\"}");
    }

    /// By closing, by a reset, or while it sends its next request.
    private static void leave(RawConnection caller, Random random) {
        switch (random.nextInt(3)) {
            case 0 -> caller.close();
            case 1 -> caller.reset();
            default -> {
                caller.write("POST /v1/chat/completions HTTP/1.1\r\nHo");
                caller.close();
            }
        }
    }
}
