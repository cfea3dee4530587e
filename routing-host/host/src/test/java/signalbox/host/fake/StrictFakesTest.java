package signalbox.host.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import signalbox.host.wire.WireCases;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The fakes refuse: each rule is broken once in a request that is good otherwise.
class StrictFakesTest {
    @Test
    void openAiRefusesWhatOpenAiRefuses() {
        FakeWire fake = new FakeOpenAi("openai");

        refused(fake, "openai-chat/openai-parallel-results", "answers no open call",
                request -> ((ObjectNode) request.at("/messages/3")).put("tool_call_id", "other"));
        refused(fake, "openai-chat/openai-parallel-results", "have no results",
                request -> ((ArrayNode) request.get("messages")).remove(4));
        refused(fake, "openai-chat/openai-parallel-results", "bad id",
                request -> ((ObjectNode) request.at("/messages/2/tool_calls/0")).put("id", "x".repeat(65)));
        refused(fake, "openai-chat/openai-parallel-results", "content is null",
                request -> ((ObjectNode) request.at("/messages/1")).putNull("content"));
        refused(fake, "openai-chat/openai-no-tools", "tools is empty", request -> request.putArray("tools"));
        refused(fake, "openai-chat/openai-no-tools", "unknown field", request -> request.put("strict", true));
        refused(fake, "openai-chat/openai-schema", "Function tools with reasoning_effort", request -> request.put("model", "gpt-5.6-sol"));
        refused(fake, "openai-chat/openai-schema", "no anyOf at the top",
                request -> ((ObjectNode) request.at("/tools/0/function/parameters")).putArray("anyOf"));
    }

    @Test
    void mistralAndDeepSeekRefuseMore() {
        refused(new FakeOpenAi("mistral"), "openai-chat/openai-parallel-results", "bad id", _ -> {});
        refused(new FakeOpenAi("mistral"), "openai-chat/openai-user-after-results", "after role 'tool'", _ -> {});
        refused(new FakeOpenAi("deepseek"), "openai-chat/openai-parallel-results", "reasoning_content", _ -> {});
        refused(new FakeOpenAi("openai"), "openai-chat/deepseek-parallel-results", "reasoning_content", _ -> {});
    }

    @Test
    void anthropicRefusesWhatAnthropicRefuses() {
        FakeWire fake = new FakeAnthropic();
        String results = "anthropic-messages/anthropic-parallel-results";

        refused(fake, results, "without tool_result", request -> ((ArrayNode) request.at("/messages/2/content")).remove(1));
        refused(fake, results, "must define tools", request -> request.remove("tools"));
        refused(fake, results, "non-empty",
                request -> ((ObjectNode) request.at("/messages/0/content/0")).put("text", " "));
        refused(fake, results, "max_tokens", request -> request.remove("max_tokens"));
        refused(fake, results, "alternate", request -> ((ArrayNode) request.get("messages")).remove(0));
        refused(fake, "anthropic-messages/anthropic-user-after-results", "after text", request -> {
            ArrayNode content = (ArrayNode) request.at("/messages/2/content");
            content.add(content.remove(0));
        });
        refused(fake, "anthropic-messages/anthropic-own-thinking", "Invalid signature",
                request -> request.put("model", "m-2"));
    }

    @Test
    void geminiRefusesWhatGeminiRefuses() {
        FakeWire fake = new FakeGemini("gemini");
        String results = "gemini/gemini-parallel-results";

        refused(fake, results, "number of function response parts",
                request -> ((ArrayNode) request.at("/contents/2/parts")).remove(1));
        refused(fake, results, "number of function response parts",
                request -> ((ArrayNode) request.at("/contents/2/parts")).addObject().put("text", "x"));
        refused(fake, results, "id mismatch",
                request -> ((ObjectNode) request.at("/contents/2/parts/0/functionResponse")).put("id", "other"));
        refused(fake, results, "missing a thought_signature",
                request -> ((ObjectNode) request.at("/contents/1/parts/1")).remove("thoughtSignature"));
        refused(fake, results, "not valid",
                request -> ((ObjectNode) request.at("/contents/1/parts/1")).put("thoughtSignature", "claude's"));
        refused(fake, "gemini/gemini-no-tools", "empty tools", request -> request.putArray("tools"));
        refused(fake, "gemini/gemini-schema", "unknown field '$schema'",
                request -> ((ObjectNode) request.at("/tools/0/functionDeclarations/0/parametersJsonSchema")).put("$schema", "x"));
        refused(new FakeGemini("vertex"), results, "unknown name", _ -> {});
    }

    @Test
    void theResponsesApiRefusesWhatItRefuses() {
        FakeWire fake = new FakeResponses();
        String results = "openai-responses/responses-parallel-results";
        String reasoning = "openai-responses/responses-own-reasoning";

        refused(fake, results, "No tool output found", request -> ((ArrayNode) request.get("input")).remove(5));
        refused(fake, results, "No tool call found", request -> ((ArrayNode) request.get("input")).remove(3));
        refused(fake, results, "bad call_id", request -> ((ObjectNode) request.at("/input/3")).put("call_id", "x".repeat(65)));
        refused(fake, results, "without its required 'reasoning' item", request -> ((ObjectNode) request.at("/input/3")).put("id", "fc_1"));
        refused(fake, results, "unknown field 'status'", request -> ((ObjectNode) request.at("/input/3")).put("status", "completed"));
        refused(fake, results, "phase on a message", request -> ((ObjectNode) request.at("/input/1")).put("phase", "commentary"));
        refused(fake, results, "unknown field 'stop'", request -> request.putArray("stop"));
        refused(fake, results, "at least 16", request -> request.put("max_output_tokens", 15));
        refused(fake, results, "not supported with this model", request -> request.put("model", "gpt-5.6").put("temperature", 1));
        refused(fake, results, "Encrypted content is not supported", request -> request.put("model", "gpt-4o"));
        refused(fake, results, "Invalid schema", request -> {
            ((ObjectNode) request.at("/tools/0")).remove("strict");
            ((ObjectNode) request.at("/tools/0/parameters")).remove("required");
        });
        refused(fake, results, "Missing required parameter: 'tools[0].name'", request ->
                ((ObjectNode) request.at("/tools/0")).putObject("function"));
        refused(fake, "openai-responses/responses-no-tools", "tools is empty", request -> request.putArray("tools"));
        refused(fake, "openai-responses/responses-answer-schema", "text.format: bad name",
                request -> ((ObjectNode) request.at("/text/format")).remove("name"));
        refused(fake, "openai-responses/responses-image-in-result", "Invalid value: 'input_image'",
                request -> ((ObjectNode) request.at("/input/2/output/1")).put("image_url", "aGk="));
        refused(fake, reasoning, "could not be verified", request -> request.put("model", "m-2"));
        refused(fake, reasoning, "not persisted", request -> ((ObjectNode) request.at("/input/1")).remove("encrypted_content"));
        refused(fake, reasoning, "unknown field 'status'", request -> ((ObjectNode) request.at("/input/1")).put("status", "completed"));
        refused(fake, reasoning, "required following item", request -> {
            ArrayNode input = (ArrayNode) request.get("input");
            input.add(input.remove(1));
        });
        refused(fake, reasoning, "Duplicate", request -> ((ObjectNode) request.at("/input/3")).put("id", "rs_1"));
    }

    @Test
    void aChosenToolThatIsNotDeclaredIsRefused() {
        refused(new FakeOpenAi("openai"), "openai-chat/openai-schema", "no such tool",
                request -> request.putObject("tool_choice").putObject("function").put("name", "other"));
        refused(new FakeResponses(), "openai-responses/responses-schema", "no such tool",
                request -> request.putObject("tool_choice").put("type", "function").put("name", "other"));
        refused(new FakeAnthropic(), "anthropic-messages/anthropic-parallel-results", "no such tool",
                request -> request.putObject("tool_choice").put("name", "other"));
        refused(new FakeGemini("gemini"), "gemini/gemini-schema", "no such function",
                request -> request.putObject("toolConfig").putObject("functionCallingConfig")
                        .putArray("allowedFunctionNames").add("other"));
    }

    @Test
    void aKeyInTheWrongPlaceIsRefused() {
        assertThat(new FakeGemini("gemini").faults("/models/m:generateContent", "key=x", Map.of()))
                .contains("a key in the address");
        assertThat(new FakeAnthropic().faults("/messages", "", Map.of("x-api-key", "key-of-anthropic")))
                .containsExactly("anthropic-version: required");
        assertThat(new FakeOpenAi("openai").faults("/chat/completions", "", Map.of("authorization", "Bearer key-of-mistral")))
                .containsExactly("no bearer key");
    }

    private static void refused(FakeWire fake, String wireCase, String fault, Consumer<ObjectNode> breaking) {
        ObjectNode request = request(wireCase);
        breaking.accept(request);

        List<String> faults = fake.faults(request);

        assertThat(faults).as(wireCase).anyMatch(one -> one.contains(fault));
    }

    private static ObjectNode request(String wireCase) {
        try {
            String text = Files.readString(Path.of("src/test/resources/wire/" + wireCase + ".json"));
            return (ObjectNode) WireCases.object(text).get("request");
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
    }
}
