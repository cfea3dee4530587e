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
        Joining entries = new Joining();
        for (Turn turn : transcript) {
            switch (turn) {
                case Turn.Instructions(String text) -> {
                    if (!text.isBlank()) {
                        entries.add(new Message.Instructed(text));
                    }
                }
                case Turn.User user -> entries.ask(PartText.spoken(user.parts()));
                case Turn.Assistant assistant -> answer(entries, assistant, results);
                case Turn.ToolResult _ -> {}
            }
        }
        return new Messages(entries.all());
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
        Joining turned = new Joining();
        for (Message entry : entries) {
            switch (entry) {
                case Message.Instructed _ -> {}
                case Message.Asked asked -> {
                    if (bridged && turned.last() instanceof Message.Returned) {
                        turned.answer(new Message.Answered(List.of(new Part.Text("Understood.")), List.of(), List.of()));
                    }
                    turned.ask(asked.parts());
                }
                case Message.Answered answered -> {
                    if (turned.last() == null) {
                        turned.ask(said("Begin."));
                    }
                    turned.answer(answered);
                }
                case Message.Returned returned -> turned.add(returned);
            }
        }
        if (turned.last() == null) {
            turned.ask(said("Begin."));
        } else if (turned.last() instanceof Message.Answered) {
            turned.ask(said("Continue."));
        }
        return new Messages(turned.all());
    }

    private static List<Part> said(String text) {
        return List.of(new Part.Text(text));
    }

    private static void answer(Joining entries, Turn.Assistant turn, Map<CallId, Turn.ToolResult> results) {
        List<Part> parts = new ArrayList<>();
        for (Part part : turn.parts()) {
            parts.add(part instanceof Part.Text(String text) ? new Part.Text(PartText.withoutThinking(text)) : part);
        }
        List<Part> spoken = PartText.spoken(parts);
        if (spoken.isEmpty() && turn.calls().isEmpty()) {
            return;
        }
        entries.answer(new Message.Answered(spoken, turn.calls(), turn.providerStates()));
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

    /// Entries as they come; neighbours of one side are put together once, where the side changes, so that a transcript of
    /// many small messages costs what one of few large ones does.
    private static final class Joining {
        private final List<Message> entries = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();
        private @Nullable Message open;

        void ask(List<Part> more) {
            if (more.isEmpty()) {
                return;
            }
            if (!(open instanceof Message.Asked)) {
                close();
                open = new Message.Asked(List.of());
            }
            parts.addAll(more);
        }

        /// Two answers in a row become one. What was kept with them names places in one answer alone, so it is let go.
        void answer(Message.Answered answered) {
            if (open instanceof Message.Answered) {
                open = new Message.Answered(List.of(), answered.calls(), List.of());
            } else {
                close();
                open = answered;
            }
            parts.addAll(answered.parts());
        }

        void add(Message entry) {
            close();
            entries.add(entry);
        }

        /// Null where there is none.
        @Nullable Message last() {
            return open != null ? open : entries.isEmpty() ? null : entries.getLast();
        }

        List<Message> all() {
            close();
            return entries;
        }

        private void close() {
            if (open instanceof Message.Asked) {
                entries.add(new Message.Asked(List.copyOf(parts)));
            } else if (open instanceof Message.Answered answered) {
                entries.add(new Message.Answered(List.copyOf(parts), answered.calls(), answered.states()));
            }
            open = null;
            parts.clear();
        }
    }
}
