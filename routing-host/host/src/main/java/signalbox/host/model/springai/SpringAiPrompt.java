package signalbox.host.model.springai;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import signalbox.host.turn.Parameter;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.wire.Messages;
import signalbox.host.wire.PartText;
import signalbox.host.wire.ProviderIds;
import signalbox.host.wire.ProviderNames;
import signalbox.host.wire.Rendering;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.WrittenArguments;
import signalbox.policy.catalogue.ModelEntry;

/// A prompt in Spring AI's words, safe for every module: instructions once in front, sides in turn, ids and names in the
/// narrowest form, no schema with references.
final class SpringAiPrompt {
    private static final ProviderIds.IdForm IDS = new ProviderIds.IdForm("", 9);
    private static final ProviderNames.NameForm NAMES =
            new ProviderNames.NameForm(Pattern.compile("[a-zA-Z_][a-zA-Z0-9_-]{0,63}"), 64);

    private final Rendering rendering;
    private final ChatModel model;

    SpringAiPrompt(Prompt prompt, ModelEntry entry, ChatModel model) {
        rendering = Rendering.of(prompt, entry, IDS, NAMES);
        this.model = model;
    }

    ProviderNames names() {
        return rendering.names();
    }

    org.springframework.ai.chat.prompt.Prompt prompt() {
        Messages dialogue = Messages.of(rendering.prompt().transcript());
        List<Message> messages = new ArrayList<>();
        String system = rendering.instructions(dialogue.instructions(), false);
        if (!system.isEmpty()) {
            messages.add(new SystemMessage(system));
        }
        dialogue.alternating(true).entries().forEach(entry -> add(messages, entry));
        return new org.springframework.ai.chat.prompt.Prompt(messages, options());
    }

    private void add(List<Message> messages, Messages.Message entry) {
        switch (entry) {
            case Messages.Message.Instructed _ -> {}
            case Messages.Message.Asked asked -> messages.add(new UserMessage(PartText.text(asked.parts())));
            case Messages.Message.Answered answered -> {
                List<AssistantMessage.ToolCall> calls = new ArrayList<>();
                answered.calls().forEach(call -> calls.add(new AssistantMessage.ToolCall(
                        rendering.id(call.id()),
                        "function",
                        rendering.name(call.tool()),
                        WireJson.write(WrittenArguments.object(call.arguments())))));
                messages.add(AssistantMessage.builder()
                        .content(PartText.text(answered.parts()))
                        .toolCalls(calls)
                        .build());
            }
            case Messages.Message.Returned returned -> {
                List<ToolResponseMessage.ToolResponse> responses = new ArrayList<>();
                returned.results().forEach(result -> responses.add(new ToolResponseMessage.ToolResponse(
                        rendering.id(result.call().id()),
                        rendering.name(result.call().tool()),
                        PartText.resultWithoutImages(result.result()))));
                messages.add(
                        ToolResponseMessage.builder().responses(responses).build());
            }
        }
    }

    /// The module's own options, changed: options of another kind make some modules fail and others ask another model.
    private ChatOptions options() {
        ChatOptions own = model.getOptions();
        ChatOptions.Builder<?> options = own == null ? ToolCallingChatOptions.builder() : own.mutate();
        options.model(rendering.entry().id());
        var asked = rendering.prompt().options();
        if (rendering.outputTokens() > 0) {
            options.maxTokens(Math.toIntExact(Math.min(rendering.outputTokens(), Integer.MAX_VALUE)));
        }
        if (asked.temperature() != null) {
            options.temperature(asked.temperature());
        }
        if (asked.topP() != null) {
            options.topP(asked.topP());
        }
        if (!asked.stop().isEmpty()) {
            options.stopSequences(asked.stop());
        }
        var frequency = asked.parameter(Parameter.FREQUENCY_PENALTY);
        if (frequency != null) {
            options.frequencyPenalty(frequency.doubleValue());
        }
        var presence = asked.parameter(Parameter.PRESENCE_PENALTY);
        if (presence != null) {
            options.presencePenalty(presence.doubleValue());
        }
        if (options instanceof ToolCallingChatOptions.Builder<?> tools) {
            tools.toolCallbacks(callbacks());
        }
        return options.build();
    }

    private List<ToolCallback> callbacks() {
        List<ToolCallback> callbacks = new ArrayList<>();
        if (!(rendering.prompt().choice() instanceof ToolChoice.None)) {
            for (ToolOffer offer : rendering.declared()) {
                callbacks.add(new OfferedTool(rendering.name(offer.name()), offer));
            }
        }
        return callbacks;
    }
}
