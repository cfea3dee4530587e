package signalbox.host.route;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;

/// How many tokens a piece of a prompt takes: counted with OpenAI's `o200k_base`, an estimate for every other family.
public final class TokenEstimate {
    /// What every turn, call and tool costs around its text.
    private static final int FRAME = 4;
    private static final int IMAGE = 1_100;
    /// Longer texts are estimated by their length: the tokenizer's work may grow faster than they do.
    private static final int LONG = 50_000;
    private static final int STRETCH = 2_000;
    private static final Encoding ENCODING =
            Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    /// By identity, as long as somebody holds the offer.
    private static final LoadingCache<ToolOffer, Long> OFFERS =
            Caffeine.newBuilder().weakKeys().build(TokenEstimate::counted);

    private TokenEstimate() {}

    public static long of(Turn turn) {
        return FRAME + switch (turn) {
            case Turn.Instructions(var text) -> of(text);
            case Turn.User(var parts) -> parts(parts);
            case Turn.Assistant said -> parts(said.parts()) + calls(said.calls());
            case Turn.ToolResult result ->
                parts(result.parts()) + (result.structured() == null ? 0 : of(result.structured().toString()));
        };
    }

    /// Every step of a run offers the same tools: each is counted once.
    public static long of(ToolOffer offer) {
        return OFFERS.get(offer);
    }

    private static long counted(ToolOffer offer) {
        return 2 * FRAME + of(offer.name()) + of(offer.description()) + of(offer.schema().toString());
    }

    public static long of(String text) {
        if (text.length() > LONG) {
            return text.length() / 3L;
        }
        long sum = 0;
        for (int from = 0; from < text.length(); from += STRETCH) {
            sum += ENCODING.countTokensOrdinary(text.substring(from, Math.min(text.length(), from + STRETCH)));
        }
        return sum;
    }

    private static long parts(List<Part> parts) {
        long sum = 0;
        for (var part : parts) {
            sum += switch (part) {
                case Part.Text(var text) -> of(text);
                case Part.Image _ -> IMAGE;
            };
        }
        return sum;
    }

    private static long calls(List<ToolCall> calls) {
        long sum = 0;
        for (var call : calls) {
            sum += 2 * FRAME + of(call.tool()) + switch (call.arguments()) {
                case CallArguments.Parsed(var value) -> of(value.toString());
                case CallArguments.Malformed(var text, var _) -> of(text);
            };
        }
        return sum;
    }
}
