package signalbox.host.model;

import java.time.Duration;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import signalbox.host.turn.DeltaListener;
import signalbox.host.turn.Outcome;
import signalbox.host.wire.AnswerFold;
import signalbox.host.wire.ProviderReply;
import signalbox.host.wire.SpokenText;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.mask.MaskedStream;
import signalbox.host.wire.mask.SecretMask;
import signalbox.json.JsonResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One answer that comes in events: folded into its body, with its text told as it comes. Only one whose end was seen is an
/// answer; of one that was broken off nothing is done, since a call at its end may be half of what was meant.
final class StreamedAnswer {
    private final AnswerFold fold;
    private final DeltaListener listener;
    private final SpokenText spoken = new SpokenText();
    private final MaskedStream masked;
    private final Predicate<JsonNode> ofAnother;
    private boolean swapped;
    private int events;
    private String unreadable = "";

    /// @param mask of what the provider was shown
    /// @param ofAnother whether an event names another model than the one that was asked; what that one says is not told
    StreamedAnswer(AnswerFold fold, SecretMask mask, DeltaListener listener, Predicate<JsonNode> ofAnother) {
        this.fold = fold;
        this.ofAnother = ofAnother;
        this.masked = new MaskedStream(mask);
        this.listener = listener;
    }

    /// @return whether there may be more; after the end there may be, such as a count of tokens
    boolean next(String data) {
        if (data.equals("[DONE]")) {
            return false;
        }
        if (data.isEmpty()) {
            return true;
        }
        events++;
        if (!(WireJson.read(data) instanceof ObjectNode event)) {
            unreadable = "an event that is not a JSON object";
            return false;
        }
        swapped |= ofAnother.test(event);
        tell(masked.next(spoken.next(fold.next(event))));
        if (fold.values() > WireJson.MOST_VALUES) {
            unreadable = "a stream whose calls and parts may have more than " + WireJson.MOST_VALUES + " JSON values";
            return false;
        }
        return true;
    }

    boolean hasBegun() {
        return events > 0;
    }

    /// What became of it. Where it is an error, tokens may have been made for it.
    ///
    /// @param within the time it had
    /// @param read reads a body that came whole
    Outcome outcome(ExchangeResult exchange, Duration within, Function<ProviderReply, Outcome> read) {
        if (!unreadable.isEmpty()) {
            return new Outcome.Nonsense(unreadable, null);
        }
        if (fold.isComplete()) {
            return ended(read);
        }
        return switch (exchange) {
            case ExchangeResult.Got _ -> new Outcome.Nonsense("the stream ended before the answer did", null);
            case ExchangeResult.Broken(var reason) -> new Outcome.Nonsense("the stream broke off: " + reason, null);
            case ExchangeResult.Late _ -> new Outcome.Slow(within);
        };
    }

    private Outcome ended(Function<ProviderReply, Outcome> read) {
        tell(masked.next(spoken.end()) + masked.end());
        var reply = new ProviderReply(200, new TreeMap<>(), new JsonResult.Parsed(fold.body()), "");
        return switch (read.apply(reply)) {
            case Outcome.Unavailable(var reason, var _, var _, var usage) when usage == null && events > 1 ->
                new Outcome.Nonsense(reason, null);
            case Outcome outcome -> outcome;
        };
    }

    private void tell(String text) {
        if (!text.isEmpty() && !swapped) {
            listener.text(text);
        }
    }
}
