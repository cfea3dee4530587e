package signalbox.host.model.offline;

import java.time.Duration;
import java.util.List;
import signalbox.host.model.Connector;
import signalbox.host.model.Model;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.money.Usage;

/// A planner that takes the place of a model where there is none. The same prompt always gives the same plan; only call
/// ids differ.
///
/// `large` reads the whole conversation and plans three look-ups ahead; `small` reads the latest request and plans one.
public final class OfflineModel implements Model {
    private static final String SIGNATURE = "\n(Answered by the offline planner, not by a language model.)";
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final ModelName name;
    private final boolean large;

    private OfflineModel(ModelName name, boolean large) {
        this.name = name;
        this.large = large;
    }

    /// The connector of the wire `offline`; a model's `id` is `small` or `large`.
    public static Connector connector() {
        return OfflineModel::connect;
    }

    private static Connector.Found connect(ModelEntry entry) {
        return switch (entry.id()) {
            case "small" -> new Connector.Ready(new OfflineModel(entry.name(), false));
            case "large" -> new Connector.Ready(new OfflineModel(entry.name(), true));
            default -> new Connector.Missing("the offline planner is 'small' or 'large', not '" + entry.id() + "'");
        };
    }

    @Override
    public ModelName name() {
        return name;
    }

    @Override
    public Outcome ask(Prompt prompt, Duration within) {
        var evidence = Evidence.of(prompt.transcript(), large);
        var planner = new Planner(large ? 3 : 1);
        var move = planner.next(offered(prompt), evidence, mustCall(prompt.choice()));
        return switch (move) {
            case Planner.Move.Call(var filling, var confidence) -> calling(prompt, filling, confidence);
            case Planner.Move.Answer(var confidence) ->
                saying(prompt, new Answering(evidence).fromResults(), confidence);
            case Planner.Move.AskFor(var _, var missing) ->
                saying(prompt, new Answering(evidence).askingFor(missing), 0.3);
        };
    }

    private static List<ToolOffer> offered(Prompt prompt) {
        return switch (prompt.choice()) {
            case ToolChoice.Auto _, ToolChoice.Required _ -> prompt.tools();
            case ToolChoice.None _ -> List.of();
            case ToolChoice.Named(var tool) ->
                prompt.tools().stream().filter(offer -> offer.name().equals(tool)).toList();
        };
    }

    private static boolean mustCall(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto _, ToolChoice.None _ -> false;
            case ToolChoice.Required _, ToolChoice.Named _ -> true;
        };
    }

    private Outcome calling(Prompt prompt, FilledArguments filling, double confidence) {
        var call = new ToolCall(
                CallIds.fresh(), filling.tool().name(), new CallArguments.Parsed(filling.arguments()));
        var turn = new Turn.Assistant(List.of(), List.of(call), List.of());
        int written = filling.tool().name().length() + filling.arguments().toString().length();
        return new Outcome.Answered(turn, usage(prompt, written), FinishReason.TOOL_CALLS, sure(confidence));
    }

    private Outcome saying(Prompt prompt, String text, double confidence) {
        var turn = new Turn.Assistant(List.of(new Part.Text(text + SIGNATURE)), List.of(), List.of());
        return new Outcome.Answered(turn, usage(prompt, text.length()), FinishReason.STOP, sure(confidence));
    }

    private double sure(double confidence) {
        return large ? confidence : confidence * 0.85;
    }

    private static Usage usage(Prompt prompt, int written) {
        long read = 0;
        for (var turn : prompt.transcript()) {
            read += characters(turn);
        }
        for (var tool : prompt.tools()) {
            read += tool.name().length() + tool.description().length() + tool.schema().toString().length();
        }
        return new Usage(tokens(read), 0, 0, tokens(written));
    }

    private static long tokens(long characters) {
        return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
    }

    private static long characters(Turn turn) {
        return switch (turn) {
            case Turn.Instructions(var text) -> text.length();
            case Turn.User(var parts) -> characters(parts);
            case Turn.Assistant assistant -> characters(assistant.parts())
                    + assistant.calls().stream()
                            .mapToLong(call -> call.tool().length() + call.arguments().toString().length())
                            .sum();
            case Turn.ToolResult result -> characters(result.parts());
        };
    }

    private static long characters(List<Part> parts) {
        return parts.stream()
                .mapToLong(part -> switch (part) {
                    case Part.Text(var text) -> text.length();
                    case Part.Image(var _, var data) -> data.length();
                })
                .sum();
    }
}
