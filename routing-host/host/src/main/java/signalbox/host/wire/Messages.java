package signalbox.host.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Part;
import signalbox.host.turn.ProviderState;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.policy.catalogue.ModelName;
import tools.jackson.databind.JsonNode;

/// A transcript in the shape all wires render from: what says nothing is left out, neighbours of one side are one entry,
/// and the results of a turn are kept together, in the order of its calls.
public record Messages(List<Message> entries) {
    public Messages {
        entries = List.copyOf(entries);
    }

    /// One entry; sides need not alternate unless [#alternating] made them.
    public sealed interface Message {
        record Instructed(String text) implements Message {}

        record Asked(List<Part> parts) implements Message {}

        record Answered(List<Part> parts, List<ToolCall> calls, List<ProviderState> states) implements Message {
            /// What this model itself left with the turn, or null.
            public @Nullable JsonNode keptBy(ModelName model) {
                for (ProviderState state : states) {
                    if (state.maker().equals(model)) {
                        return state.content();
                    }
                }
                return null;
            }
        }

        /// The results of all calls of the entry before it.
        record Returned(List<Result> results) implements Message {}
    }

    public record Result(ToolCall call, Turn.ToolResult result) {}

    public static Messages of(List<Turn> transcript) {
        Map<CallId, Turn.ToolResult> results = new HashMap<>();
        for (Turn turn : transcript) {
            if (turn instanceof Turn.ToolResult result) {
                results.put(result.call(), result);
            }
        }
        List<Message> entries = new ArrayList<>();
        for (Turn turn : transcript) {
            switch (turn) {
                case Turn.Instructions(String text) -> {
                    if (!text.isBlank()) {
                        entries.add(new Message.Instructed(text));
                    }
                }
                case Turn.User user -> ask(entries, PartText.spoken(user.parts()));
                case Turn.Assistant assistant -> answer(entries, assistant, results);
                case Turn.ToolResult _ -> {}
            }
        }
        return new Messages(entries);
    }

    /// All instructions as one text, or an empty one.
    public String instructions() {
        List<String> texts = new ArrayList<>();
        for (Message entry : entries) {
            if (entry instanceof Message.Instructed(String text)) {
                texts.add(text);
            }
        }
        return String.join("\n\n", texts);
    }

    /// Without instructions, starting and ending with the user's side, for providers that insist on it.
    ///
    /// @param bridged whether an answer must come between results and what the user says next
    public Messages alternating(boolean bridged) {
        List<Message> turned = new ArrayList<>();
        for (Message entry : entries) {
            switch (entry) {
                case Message.Instructed _ -> {}
                case Message.Asked asked -> {
                    if (bridged && !turned.isEmpty() && turned.getLast() instanceof Message.Returned) {
                        turned.add(new Message.Answered(List.of(new Part.Text("Understood.")), List.of(), List.of()));
                    }
                    ask(turned, asked.parts());
                }
                case Message.Answered answered -> {
                    if (turned.isEmpty()) {
                        turned.add(asked("Begin."));
                    }
                    answer(turned, answered);
                }
                case Message.Returned returned -> turned.add(returned);
            }
        }
        if (turned.isEmpty()) {
            turned.add(asked("Begin."));
        } else if (turned.getLast() instanceof Message.Answered) {
            turned.add(asked("Continue."));
        }
        return new Messages(turned);
    }

    private static Message.Asked asked(String text) {
        return new Message.Asked(List.of(new Part.Text(text)));
    }

    private static void ask(List<Message> entries, List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        if (!entries.isEmpty() && entries.getLast() instanceof Message.Asked before) {
            entries.set(entries.size() - 1, new Message.Asked(joined(before.parts(), parts)));
        } else {
            entries.add(new Message.Asked(parts));
        }
    }

    private static void answer(List<Message> entries, Turn.Assistant turn, Map<CallId, Turn.ToolResult> results) {
        List<Part> parts = new ArrayList<>();
        for (Part part : turn.parts()) {
            parts.add(part instanceof Part.Text(String text) ? new Part.Text(PartText.withoutThinking(text)) : part);
        }
        List<Part> spoken = PartText.spoken(parts);
        if (spoken.isEmpty() && turn.calls().isEmpty()) {
            return;
        }
        answer(entries, new Message.Answered(spoken, turn.calls(), turn.providerStates()));
        if (!turn.calls().isEmpty()) {
            List<Result> returned = new ArrayList<>();
            for (ToolCall call : turn.calls()) {
                Turn.ToolResult result = results.get(call.id());
                if (result == null) {
                    throw new IllegalStateException("no result for call '" + call.id() + "'");
                }
                returned.add(new Result(call, result));
            }
            entries.add(new Message.Returned(List.copyOf(returned)));
        }
    }

    /// Two answers in a row become one. What was kept with them names places in one answer alone, so it is let go.
    private static void answer(List<Message> entries, Message.Answered answered) {
        if (!entries.isEmpty() && entries.getLast() instanceof Message.Answered before) {
            entries.set(
                    entries.size() - 1,
                    new Message.Answered(joined(before.parts(), answered.parts()), answered.calls(), List.of()));
        } else {
            entries.add(answered);
        }
    }

    private static List<Part> joined(List<Part> first, List<Part> second) {
        List<Part> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
