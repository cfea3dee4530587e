package signalbox.host.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.host.turn.Prompt;
import signalbox.host.wire.caller.CallerRequest;
import signalbox.host.wire.chat.ChatRequest;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.JsonNode;

/// A parameter of a chat is sent on, in the words of each wire, or refused by its name.
class SentParametersTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "\"seed\": 7", "\"user\": \"u-1\"", "\"safety_identifier\": \"s-1\"", "\"verbosity\": \"low\"", "\"service_tier\": \"flex\"",
        "\"reasoning_effort\": \"minimal\"", "\"parallel_tool_calls\": false", "\"parallel_tool_calls\": true",
        "\"prediction\": {\"type\": \"content\", \"content\": \"a\"}", "\"logit_bias\": {\"50256\": -100}",
        "\"frequency_penalty\": 0.5", "\"presence_penalty\": -2", "\"prompt_cache_key\": \"k\"", "\"prompt_cache_retention\": \"24h\""
    })
    void itGoesAsItIsToModelsOfTheSameWire(String field) {
        var sent = sent(WireCases.entry(Wire.OPENAI_CHAT, "openai", "m", "tools"), field);

        WireCases.object("{" + field + "}").properties().forEach(
                asked -> assertThat(sent.get(asked.getKey())).isEqualTo(asked.getValue()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"parallel_tool_calls\": false | /tool_choice/disable_parallel_tool_use | true",
        "\"parallel_tool_calls\": false | /tool_choice/type | \"auto\"",
        "\"parallel_tool_calls\": true | /tool_choice | ",
        "\"reasoning_effort\": \"low\" | /output_config/effort | \"low\"",
        "\"reasoning_effort\": \"none\" | /output_config | ",
        "\"user\": \"u-1\" | /metadata/user_id | \"u-1\"",
        "\"safety_identifier\": \"s-1\", \"user\": \"u-1\" | /metadata/user_id | \"s-1\"",
        "\"seed\": 7 | /seed | "
    })
    void anthropicIsAskedInItsOwnWords(String fields, String place, String value) {
        var sent = sent(WireCases.entry(Wire.ANTHROPIC_MESSAGES, "anthropic", "m", "tools"), fields);

        assertThat(sent.at(place)).hasToString(value == null ? "" : value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "gpt-5 | \"parallel_tool_calls\": false | /parallel_tool_calls | false",
        "gpt-5 | \"reasoning_effort\": \"low\" | /reasoning | {\"effort\":\"low\"}",
        "gpt-5 | \"verbosity\": \"low\" | /text | {\"verbosity\":\"low\"}",
        "gpt-5 | \"service_tier\": \"flex\" | /service_tier | \"flex\"",
        "gpt-5 | \"user\": \"u-1\" | /user | \"u-1\"",
        "gpt-5 | \"safety_identifier\": \"s-1\" | /safety_identifier | \"s-1\"",
        "gpt-5 | \"prompt_cache_key\": \"k\" | /prompt_cache_key | \"k\"",
        "gpt-5 | \"seed\": 7 | /seed | ",
        "gpt-5 | \"stop\": \"END\" | /stop | ",
        "gpt-5 | \"temperature\": 0.2 | /temperature | ",
        "gpt-4o | \"temperature\": 0.2 | /temperature | 0.2",
        "gpt-4o | \"top_p\": 0.2 | /top_p | 0.2",
        "gpt-4o | \"reasoning_effort\": \"low\" | /reasoning | ",
        "gpt-4o | \"user\": \"u\" | /include | ",
        "gpt-5 | \"user\": \"u\" | /include | [\"reasoning.encrypted_content\"]",
        "gpt-5 | \"user\": \"u\" | /store | false",
        "gpt-5 | \"max_completion_tokens\": 400 | /max_output_tokens | 400",
        "gpt-5 | \"max_tokens\": 4 | /max_output_tokens | 16"
    })
    void theResponsesApiIsAskedInItsOwnWords(String model, String fields, String place, String value) {
        var sent = sent(WireCases.entry(Wire.OPENAI_RESPONSES, "openai-responses", model, "tools"), fields);

        assertThat(sent.at(place)).hasToString(value == null ? "" : value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "gemini-3-flash | \"seed\": 7 | /seed | 7",
        "gemini-3-flash | \"frequency_penalty\": 0.5 | /frequencyPenalty | 0.5",
        "gemini-3-flash | \"presence_penalty\": 1 | /presencePenalty | 1",
        "gemini-3-flash | \"reasoning_effort\": \"low\" | /thinkingConfig/thinkingLevel | \"low\"",
        "gemini-2.5-pro | \"reasoning_effort\": \"low\" | /thinkingConfig | "
    })
    void geminiIsAskedInItsOwnWords(String model, String fields, String place, String value) {
        var sent = sent(WireCases.entry(Wire.GEMINI, "gemini", model, "tools"), fields);

        assertThat(sent.path("generationConfig").at(place)).hasToString(value == null ? "" : value);
    }

    @Test
    void mistralHasAnotherWordForTheSeedAndNoneForTheUser() {
        var sent = sent(WireCases.entry(Wire.OPENAI_CHAT, "mistral", "m", "tools"), "\"seed\": 7, \"user\": \"u\"");

        assertThat(sent.path("random_seed").asInt()).isEqualTo(7);
        assertThat(sent.has("seed")).isFalse();
        assertThat(sent.has("user")).isFalse();
    }

    @Test
    void withoutToolsNothingIsSaidOfParallelCalls() {
        var sent = request(WireCases.entry(Wire.OPENAI_CHAT, "openai", "m", "tools"), "\"parallel_tool_calls\": false");

        assertThat(sent.has("parallel_tool_calls")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"temperature\": 3 | temperature | 'temperature' is the number 3: write a number from 0 to 2",
        "\"top_logprobs\": 30 | top_logprobs | 'top_logprobs' is the number 30: write a whole number from 0 to 20",
        "\"top_logprobs\": 5 | top_logprobs | 'top_logprobs' can only be 0 here: leave it out",
        "\"logprobs\": true | logprobs | 'logprobs' can only be false here: leave it out",
        "\"store\": true | store | 'store' can only be false here: leave it out",
        "\"n\": 2 | n | 'n' can only be 1 here: leave it out",
        "\"seed\": 0.5 | seed | 'seed' is the number 0.5: write a whole number",
        "\"presence_penalty\": 2.5 | presence_penalty | 'presence_penalty' is the number 2.5: write a number from -2 to 2",
        "\"logit_bias\": {\"1\": 101} | logit_bias.1 | 'logit_bias.1' is the number 101: write a number from -100 to 100",
        "\"verbosity\": \"loud\" | verbosity | 'verbosity' is 'loud': write one of low, medium, high",
        "\"reasoning_effort\": \"huge\" | reasoning_effort | 'reasoning_effort' is 'huge': write one of none, minimal, low, medium, high, xhigh",
        "\"modalities\": [\"text\", \"audio\"] | modalities | 'modalities' can only be [\"text\"] here: leave it out",
        "\"stream_options\": {} | stream_options | 'stream_options' belongs to 'stream': leave it out",
        "\"web_search_options\": {} | web_search_options | 'web_search_options' asks for a provider's own search: leave it out, or offer a search of yours in 'tools'",
        "\"reasoning_efort\": \"low\" | reasoning_efort | 'reasoning_efort' is not a field of this request: leave it out, or did you mean 'reasoning_effort'?",
        "\"api_base\": \"x\" | api_base | 'api_base' is not a field of this request: leave it out"
    })
    void whatCannotBeSentOnIsRefusedByName(String field, String parameter, String message) {
        var reading = ChatRequest.read(body(field));

        assertThat(reading).isEqualTo(new CallerRequest.Wrong(parameter, message));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"n\": 1", "\"logprobs\": false", "\"top_logprobs\": 0", "\"store\": false", "\"stream\": false", "\"modalities\": [\"text\"]",
        "\"seed\": null", "\"metadata\": {\"a\": \"b\"}"
    })
    void whatAsksForWhatHappensAnywayIsTaken(String field) {
        assertThat(ChatRequest.read(body(field))).isInstanceOf(CallerRequest.Read.class);
    }

    private static JsonNode sent(ModelEntry entry, String fields) {
        return request(entry, fields + ", \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\"}}]");
    }

    private static JsonNode request(ModelEntry entry, String fields) {
        var read = ((CallerRequest.Read) ChatRequest.read(body(fields))).request();
        return WireCases.codec(entry.provider().wire())
                .request(new Prompt(read.transcript(), read.tools(), read.choice(), read.options()), entry);
    }

    private static JsonNode body(String fields) {
        return WireCases.object("{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], " + fields + "}");
    }
}
