package signalbox.host.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.host.wire.WireCases;
import signalbox.host.wire.caller.CallerRequest;
import signalbox.host.wire.chat.ChatRequest;
import signalbox.policy.catalogue.Wire;

/// A model that has no place for a parameter loses it, and the router knows before it asks.
class LostParametersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "OPENAI_CHAT | openai | gpt-4o | \"prediction\": {\"type\": \"content\", \"content\": \"a\"}, \"seed\": 1, \"user\": \"u\" | ",
        "ANTHROPIC_MESSAGES | anthropic | claude | \"prediction\": {\"type\": \"content\", \"content\": \"a\"} | would lose 'prediction' (openai-chat only)",
        "ANTHROPIC_MESSAGES | anthropic | claude | \"seed\": 1 | would lose 'seed' (openai-chat and gemini only)",
        "ANTHROPIC_MESSAGES | anthropic | claude | \"reasoning_effort\": \"none\" | would lose 'reasoning_effort' (not \"none\" of this model)",
        "ANTHROPIC_MESSAGES | anthropic | claude | \"reasoning_effort\": \"low\", \"parallel_tool_calls\": false, \"user\": \"u\" | ",
        "ANTHROPIC_MESSAGES | anthropic | claude | \"parallel_tool_calls\": true, \"service_tier\": \"auto\", \"frequency_penalty\": 0.0 | ",
        "ANTHROPIC_MESSAGES | anthropic | claude | \"prompt_cache_key\": \"k\", \"prompt_cache_retention\": \"24h\" | ",
        "ANTHROPIC_MESSAGES | anthropic | claude | \"temperature\": 1.5 | would lose 'temperature' (at most 1 on anthropic-messages)",
        "ANTHROPIC_MESSAGES | anthropic | claude | \"temperature\": 0.5, \"top_p\": 0.5 | would lose 'top_p' (not beside 'temperature' on anthropic-messages)",
        "GEMINI | gemini | gemini-3-pro | \"parallel_tool_calls\": false | would lose 'parallel_tool_calls' (openai-chat, openai-responses and anthropic-messages only)",
        "GEMINI | gemini | gemini-2.5-pro | \"reasoning_effort\": \"low\" | would lose 'reasoning_effort' (not \"low\" of this model)",
        "GEMINI | gemini | gemini-3-pro | \"seed\": 4294967296 | would lose 'seed' (not 4294967296 of this model)",
        "OPENAI_CHAT | mistral | m | \"user\": \"u\" | would lose 'user' (not \"u\" of this model)",
        "OPENAI_CHAT | openai | gpt-5-mini | \"temperature\": 0.2 | would lose 'temperature' (always 1 of this model)",
        "OPENAI_CHAT | openai | gpt-5-mini | \"temperature\": 1 | ",
        "OPENAI_CHAT | openai | o3 | \"stop\": \"END\" | would lose 'stop' (not of this model)",
        "OPENAI_RESPONSES | openai-responses | gpt-5.6 | \"seed\": 1 | would lose 'seed' (openai-chat and gemini only)",
        "OPENAI_RESPONSES | openai-responses | gpt-5.6 | \"stop\": \"END\" | would lose 'stop' (not on openai-responses)",
        "OPENAI_RESPONSES | openai-responses | gpt-5.6 | \"temperature\": 0.2, \"top_p\": 1 | would lose 'temperature' (always 1 of this model)",
        "OPENAI_RESPONSES | openai-responses | gpt-5.6 | \"max_tokens\": 15 | would lose 'max_tokens' (at least 16 on openai-responses)",
        "OPENAI_RESPONSES | openai-responses | gpt-5.6 | \"max_tokens\": 16, \"reasoning_effort\": \"low\", \"verbosity\": \"low\", \"service_tier\": \"flex\" | ",
        "OPENAI_RESPONSES | openai-responses | gpt-4o | \"reasoning_effort\": \"low\" | would lose 'reasoning_effort' (not \"low\" of this model)",
        "OPENAI_RESPONSES | openai | gpt-4o | \"temperature\": 0.2, \"parallel_tool_calls\": false | ",
        "OPENAI_RESPONSES | xai | grok-4 | \"temperature\": 0.2, \"reasoning_effort\": \"low\" | ",
        "SPRING_AI | ollama | m | \"seed\": 1 | would lose 'seed' (openai-chat and gemini only)",
        "SPRING_AI | ollama | m | \"presence_penalty\": 1 | ",
        "OFFLINE | offline | m | \"seed\": 1, \"reasoning_effort\": \"low\" | "
    })
    void whatAModelHasNoPlaceForIsALoss(Wire wire, String profile, String id, String fields, @Nullable String loss) {
        var read = (CallerRequest.Read) ChatRequest.read(WireCases.object(
                "{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], " + fields + "}"));

        var portability = Portability.of(ImageTurns.NONE, read.request().options(), WireCases.entry(wire, profile, id));

        assertThat(portability.obstacle()).isEqualTo(loss);
    }
}
