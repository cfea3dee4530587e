package signalbox.host.wire.mask;

import java.util.List;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.ProviderState;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;

/// What became of an attempt, without the key that the provider was shown, wherever it put it.
public final class MaskedOutcome {
    private final SecretMask mask;

    private MaskedOutcome(SecretMask mask) {
        this.mask = mask;
    }

    public static Outcome of(Outcome outcome, SecretMask mask) {
        return new MaskedOutcome(mask).masked(outcome);
    }

    private Outcome masked(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> masked(answered);
            case Outcome.Produced(var product, var usage, var served) -> new Outcome.Produced(product, usage, mask.mask(served));
            case Outcome.Slow slow -> slow;
            case Outcome.Swapped(var served, var instead, var besides) -> new Outcome.Swapped(
                    mask.mask(served), masked(instead),
                    besides.stream().map(share -> new Outcome.Share(mask.mask(share.served()), share.usage())).toList());
            case Outcome.Unfit(var reason, var answer) -> new Outcome.Unfit(reason(reason), masked(answer));
            case Outcome.Refused(var reason, var usage) -> new Outcome.Refused(reason(reason), usage);
            case Outcome.Unavailable(var reason, var after, var limited, var usage) ->
                new Outcome.Unavailable(reason(reason), after, limited, usage);
            case Outcome.Rejected(var status, var reason, var code) ->
                new Outcome.Rejected(status, reason(reason), mask.mask(code));
            case Outcome.Nonsense(var reason, var usage) -> new Outcome.Nonsense(reason(reason), usage);
        };
    }

    /// A provider that refuses a key may quote its two ends. An answer may speak of keys that are none of ours.
    private String reason(String text) {
        return KeyFragments.masked(mask.mask(text));
    }

    private Outcome.Answered masked(Outcome.Answered answered) {
        var turn = answered.turn();
        List<Part> parts = turn.parts().stream().map(this::masked).toList();
        List<ToolCall> calls = turn.calls().stream().map(this::masked).toList();
        List<ProviderState> states = turn.providerStates().stream()
                .map(state -> new ProviderState(state.maker(), mask.mask(state.content())))
                .toList();
        return new Outcome.Answered(
                new Turn.Assistant(parts, calls, states), answered.usage(), answered.finish(), answered.confidence(),
                mask.mask(answered.served()));
    }

    private Part masked(Part part) {
        return switch (part) {
            case Part.Text(var text) -> new Part.Text(mask.mask(text));
            case Part.Image(var type, var data) -> new Part.Image(mask.mask(type), mask.mask(data));
        };
    }

    private ToolCall masked(ToolCall call) {
        return new ToolCall(call.id(), mask.mask(call.tool()), switch (call.arguments()) {
            case CallArguments.Parsed(var value) -> new CallArguments.Parsed(mask.mask(value));
            case CallArguments.Malformed(var text, var problem) ->
                new CallArguments.Malformed(mask.mask(text), mask.mask(problem));
        });
    }
}
