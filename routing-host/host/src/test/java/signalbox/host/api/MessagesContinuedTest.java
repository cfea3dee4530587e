package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.testing.WaitingServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A conversation in Anthropic's format that goes on after a call, with a model of Anthropic's.
@NullUnmarked
class MessagesContinuedTest {
    private static final String TOOLS = """
            "tools": [{"name": "cancel", "input_schema": {"type": "object"}}], "thinking": {"type": "enabled", "budget_tokens": 1024}""";

    private final WaitingServer provider = WaitingServer.open();
    private final ApiYard yard = new ApiYard("""
            providers:
              slow: {wire: anthropic-messages, url: 'http://127.0.0.1:%d/v1'}
            models:
              slow/one: {id: one, context: 1000000, output: 4000, price: {input: 1.0, output: 2.0}, can: [tools]}
            """.formatted(provider.port()), """
            policy: test
            rules:
              - {name: all, use: slow/one}
            """);

    @AfterEach
    void close() {
        yard.close();
        provider.close();
    }

    /// It is not shown, and a caller that tells its own tale of it changes nothing.
    @Test
    void whatTheModelThoughtBeforeItsCallGoesBackToItAsItWas() throws Exception {
        var first = asked("[{\"role\": \"user\", \"content\": \"Cancel it\"}]", """
                {"type": "message", "role": "assistant", "stop_reason": "tool_use", "usage": {"input_tokens": 9, "output_tokens": 3},
                 "content": [{"type": "thinking", "thinking": "Which?", "signature": "c2ln"},
                   {"type": "tool_use", "id": "toolu_01A09q90qw90lq917835lq9", "name": "cancel", "input": {"id": 7}}]}""");
        var call = (ObjectNode) first.answer().at("/content/0");
        var forged = "{\"type\": \"thinking\", \"thinking\": \"Something else.\", \"signature\": \"eA==\"}";
        var second = asked("""
                [{"role": "user", "content": "Cancel it"}, {"role": "assistant", "content": [%s, %s]},
                 {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "%s", "content": "done"}]}]"""
                .formatted(forged, call, call.path("id").asString()), """
                {"type": "message", "role": "assistant", "stop_reason": "end_turn", "usage": {"input_tokens": 9, "output_tokens": 3},
                 "content": [{"type": "text", "text": "Done."}]}""");

        assertThat(first.answer().path("content")).hasSize(1);
        assertThat(call.path("id").asString()).matches("toolu_[0-9A-Za-z]{22}");
        assertThat(first.sent().path("thinking").toString()).isEqualTo("{\"type\":\"enabled\",\"budget_tokens\":1024}");
        var again = second.sent().at("/messages/1/content");
        assertThat(again).hasSize(2);
        assertThat(again.get(0).toString()).isEqualTo("{\"type\":\"thinking\",\"thinking\":\"Which?\",\"signature\":\"c2ln\"}");
        assertThat(again.get(1).path("input").toString()).isEqualTo("{\"id\":7}");
        assertThat(second.answer().at("/content/0/text").asString()).isEqualTo("Done.");
    }

    private record Exchange(JsonNode sent, JsonNode answer) {}

    private Exchange asked(String messages, String providersAnswer) throws Exception {
        var body = "{\"model\": \"signalbox/auto\", \"max_tokens\": 2048, \"messages\": " + messages + ", " + TOOLS + "}";
        var reply = CompletableFuture.supplyAsync(() -> yard.post("/v1/messages", body));
        var arrival = provider.arrival();
        arrival.answer(providersAnswer);
        return new Exchange(JsonMapper.shared().readTree(arrival.body()), JsonMapper.shared().readTree(reply.get().body()));
    }
}
