package signalbox.app.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing is lost and nothing is said twice: each request has exactly one answer, whatever the endpoint makes of it; a
/// cancelled one has at most one; each line that is not a message has an error of its own.
class PipeLawTest {
    private static final int REQUESTS = 400;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void eachRequestHasOneAnswer() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var cancelled = new HashSet<Integer>();
        int garbage = 0;
        var answers = new HashMap<String, Integer>();
        try (var endpoint = new HeldEndpoint(); var talk = new Talk(endpoint::url, Talk.token(folder, "sbx_1"))) {
            var answering = Thread.startVirtualThread(() -> answer(endpoint, new Random(seed)));
            for (int id = 1; id <= REQUESTS; id++) {
                talk.ask(id, "tools/list", "");
                if (random.nextInt(10) == 0) {
                    cancelled.add(id);
                    talk.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + id + "}}");
                }
                if (random.nextInt(10) == 0) {
                    garbage++;
                    talk.say("{" + "x".repeat(random.nextInt(5)));
                }
            }
            talk.end(Duration.ofSeconds(30));
            answering.interrupt();
            talk.ended().forEach(message -> {
                if (!message.has("method")) {
                    answers.merge(message.path("id").asString("none"), 1, Integer::sum);
                }
            });
        }

        assertThat(answers.getOrDefault("none", 0)).describedAs("seed %s", seed).isEqualTo(garbage);
        for (int id = 1; id <= REQUESTS; id++) {
            int times = answers.getOrDefault(String.valueOf(id), 0);
            assertThat(times).describedAs("answers of %s, seed %s", id, seed).isBetween(cancelled.contains(id) ? 0 : 1, 1);
        }
    }

    private static void answer(HeldEndpoint endpoint, Random random) {
        try {
            while (true) {
                var asked = endpoint.next();
                int kind = random.nextInt(6);
                Thread.startVirtualThread(() -> answer(asked, kind));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the test is over
        }
    }

    private static void answer(HeldEndpoint.Asked asked, int kind) {
        var id = asked.message().path("id");
        try {
            switch (kind) {
                case 0 -> asked.reply(500, "broken");
                case 1 -> asked.reply(400, "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":1,\"message\":\"no\"}}");
                case 2 -> asked.stream().end();
                case 3, 4 -> {
                    asked.stream();
                    asked.send("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{}}\n\n");
                    asked.send("data: {\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}\n\n");
                    asked.end();
                }
                default -> asked.result("{}");
            }
        } catch (IOException _) {
            // a cancelled one has gone
        }
    }
}
