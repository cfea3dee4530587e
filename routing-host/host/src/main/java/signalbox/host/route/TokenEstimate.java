package signalbox.host.route;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
    /// All tools that are remembered may have this many tokens together: a few megabytes.
    private static final long REMEMBERED = 500_000;
    /// Callers send the same tools with every request, and counting them costs more than the rest of a decision.
    private static final Cache<ToolOffer, Long> OFFERS = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED)
            .weigher((ToolOffer _, Long tokens) -> (int) Math.min(Integer.MAX_VALUE, tokens))
            .build();

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

    public static long of(ToolOffer offer) {
        return OFFERS.get(offer, TokenEstimate::counted);
    }

    public static long of(String text) {
        return TextTokens.of(text, Long.MAX_VALUE);
    }

    private static long counted(ToolOffer offer) {
        return 2 * FRAME + of(offer.name()) + of(offer.description()) + of(offer.schema().toString());
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
