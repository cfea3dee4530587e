package signalbox.host.model.springai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import signalbox.host.model.AnsweringModel;
import signalbox.host.model.Model;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.host.wire.PartText;
import signalbox.host.wire.Tokens;
import signalbox.host.wire.WrittenArguments;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.money.Usage;
import tools.jackson.databind.node.StringNode;

/// A Spring AI `ChatModel`, asked for one step. It is told what tools there are and never runs one.
record SpringAiModel(ModelEntry entry, ChatModel model, SpringAiCalls calls) implements Model {
    @Override
    public ModelName name() {
        return entry.name();
    }

    @Override
    public Outcome ask(Prompt prompt, Duration within) {
        SpringAiPrompt rendered = new SpringAiPrompt(prompt, entry, model);
        return switch (calls.call(() -> model.call(rendered.prompt()), within)) {
            case SpringAiCalls.Failed failed -> failed.outcome();
            case SpringAiCalls.Answered answered -> read(answered.response(), rendered);
        };
    }

    /// All generations are one answer: some modules give texts, thinking and calls as one each. Ids are ours, since some
    /// modules give none.
    private Outcome read(@Nullable ChatResponse response, SpringAiPrompt rendered) {
        if (response == null) {
            return new Outcome.Nonsense("no answer", null);
        }
        List<Part> parts = new ArrayList<>();
        List<ToolCall> found = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        for (Generation generation : response.getResults()) {
            AssistantMessage message = generation.getOutput();
            String reason = generation.getMetadata().getFinishReason();
            ends.add(reason == null ? "" : reason.toLowerCase(Locale.ROOT));
            boolean thinking = message.getMetadata().containsKey("signature");
            String text = message.getText() == null || thinking ? "" : PartText.withoutThinking(message.getText());
            if (!text.isBlank()) {
                parts.add(new Part.Text(text));
            }
            for (AssistantMessage.ToolCall call : message.getToolCalls()) {
                String name = rendered.names().original(call.name());
                found.add(new ToolCall(
                        CallIds.fresh(), name, WrittenArguments.read(StringNode.valueOf(call.arguments()))));
            }
        }
        var served = response.getMetadata().getModel();
        return AnsweringModel.named(
                outcome(new Turn.Assistant(parts, found, List.of()), String.join(" ", ends), usage(response)),
                served == null ? "" : served, List.of(), entry);
    }

    /// @param finish how each generation ended; the worst of them is how the answer ended
    private static Outcome outcome(Turn.Assistant turn, String finish, @Nullable Usage usage) {
        if (finish.contains("filter") || finish.contains("refusal") || finish.contains("safety")
                || finish.contains("prohibited") || finish.contains("blocklist") || finish.contains("recitation")) {
            return new Outcome.Refused("the answer was blocked: " + finish, usage);
        }
        if (finish.contains("error")) {
            return new Outcome.Unavailable("the answer was broken off: " + finish.strip(), null, false, usage);
        }
        boolean cut = finish.contains("length") || finish.contains("max_tokens") || finish.contains("window_exceeded");
        if (turn.parts().isEmpty() && turn.calls().isEmpty() && !cut) {
            return new Outcome.Nonsense("an answer without text and without calls", usage);
        }
        FinishReason end = cut ? FinishReason.LENGTH : turn.calls().isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
        return new Outcome.Answered(turn, usage, end, null);
    }

    /// Anthropic's module reports the input without what was cached; the others with it.
    private @Nullable Usage usage(ChatResponse response) {
        var reported = response.getMetadata().getUsage();
        long read = count(reported.getCacheReadInputTokens());
        long written = count(reported.getCacheWriteInputTokens());
        long input = count(reported.getPromptTokens());
        boolean excludes = entry.provider().profile().equals("anthropic");
        long output = Tokens.output(count(reported.getCompletionTokens()), input, count(reported.getTotalTokens()));
        return Tokens.usage(excludes ? input + read + written : input, read, written, output);
    }

    private static long count(@Nullable Number number) {
        return number == null ? 0 : Math.max(0, number.longValue());
    }
}
