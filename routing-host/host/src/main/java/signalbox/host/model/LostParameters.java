package signalbox.host.model;

import java.util.ArrayList;
import java.util.List;
import signalbox.host.turn.Parameter;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.wire.chat.OpenAiChat;
import signalbox.host.wire.gemini.Gemini;
import signalbox.host.wire.messages.AnthropicMessages;
import signalbox.host.wire.responses.OpenAiResponses;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.JsonNode;

/// What is asked of an answer and a model has no place for. The wires leave such a parameter out.
final class LostParameters {
    private LostParameters() {}

    static List<Portability.LostParameter> of(SamplingOptions options, ModelEntry target) {
        List<Portability.LostParameter> lost = new ArrayList<>(sampling(options, target));
        options.parameters().forEach((parameter, value) -> {
            if (!parameter.isIdle(value) && !takes(target, parameter, value)) {
                boolean known = parameter.isKnownOn(target.provider().wire());
                lost.add(new Portability.LostParameter(
                        parameter.word(), known ? "not " + value + " of this model" : parameter.where()));
            }
        });
        return lost;
    }

    /// The offline planner is no language model: it gives the one answer that it gives always, however it is asked.
    private static boolean takes(ModelEntry target, Parameter parameter, JsonNode value) {
        Wire wire = target.provider().wire();
        return wire == Wire.OFFLINE || (parameter.isKnownOn(wire) && switch (wire) {
            case OPENAI_CHAT -> OpenAiChat.takes(parameter, value, target);
            case OPENAI_RESPONSES -> OpenAiResponses.takes(parameter, value, target);
            case ANTHROPIC_MESSAGES -> AnthropicMessages.takes(parameter, value);
            case GEMINI -> Gemini.takes(parameter, value, target);
            case SPRING_AI, OFFLINE -> true;
        });
    }

    private static List<Portability.LostParameter> sampling(SamplingOptions options, ModelEntry target) {
        List<Portability.LostParameter> lost = new ArrayList<>();
        Double temperature = options.temperature();
        Double topP = options.topP();
        switch (target.provider().wire()) {
            case OPENAI_CHAT -> {
                if (OpenAiChat.hasFixedSampling(target)) {
                    fixed(options, lost);
                    if (!options.stop().isEmpty()) {
                        lost.add(new Portability.LostParameter("stop", "not of this model"));
                    }
                }
            }
            case OPENAI_RESPONSES -> {
                if (OpenAiResponses.hasFixedSampling(target)) {
                    fixed(options, lost);
                }
                if (!options.stop().isEmpty()) {
                    lost.add(new Portability.LostParameter("stop", "not on openai-responses"));
                }
                Long tokens = options.outputTokens();
                if (tokens != null && tokens < OpenAiResponses.LEAST_OUTPUT) {
                    lost.add(new Portability.LostParameter(
                            "max_tokens", "at least " + OpenAiResponses.LEAST_OUTPUT + " on openai-responses"));
                }
            }
            case ANTHROPIC_MESSAGES -> {
                if (temperature != null && temperature > 1) {
                    lost.add(new Portability.LostParameter("temperature", "at most 1 on anthropic-messages"));
                }
                if (temperature != null && topP != null && topP != 1) {
                    lost.add(new Portability.LostParameter("top_p", "not beside 'temperature' on anthropic-messages"));
                }
                if (options.stop().stream().anyMatch(String::isBlank)) {
                    lost.add(new Portability.LostParameter("stop", "no blank text on anthropic-messages"));
                }
            }
            case GEMINI, SPRING_AI, OFFLINE -> {}
        }
        return lost;
    }

    private static void fixed(SamplingOptions options, List<Portability.LostParameter> lost) {
        Double temperature = options.temperature();
        Double topP = options.topP();
        if (temperature != null && temperature != 1) {
            lost.add(new Portability.LostParameter("temperature", "always 1 of this model"));
        }
        if (topP != null && topP != 1) {
            lost.add(new Portability.LostParameter("top_p", "always 1 of this model"));
        }
    }
}
