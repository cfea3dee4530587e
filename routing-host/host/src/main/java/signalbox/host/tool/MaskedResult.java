package signalbox.host.tool;

import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.CallToolResult;
import signalbox.client.exchange.Content;
import signalbox.host.wire.mask.SecretMask;
import tools.jackson.databind.JsonNode;

/// What a third-party server answered, without the token that it was shown, wherever it put it.
record MaskedResult(SecretMask mask) {
    CallToolResult of(CallToolResult answer) {
        return switch (answer) {
            case CallToolResult.Finished(var content, var structured, var error, var meta) -> new CallToolResult.Finished(
                    content.stream().map(this::masked).toList(), masked(structured), error, mask.mask(meta));
            case CallToolResult.Rejected(var code, var message) -> new CallToolResult.Rejected(code, mask.mask(message));
            case CallToolResult.Unsent(var why) -> new CallToolResult.Unsent(mask.mask(why));
            case CallToolResult.TurnedAway(var why) -> new CallToolResult.TurnedAway(mask.mask(why));
            case CallToolResult.Lost(var why) -> new CallToolResult.Lost(mask.mask(why));
        };
    }

    private Content masked(Content piece) {
        return switch (piece) {
            case Content.Text(var text) -> new Content.Text(mask.mask(text));
            case Content.Image(var type, var data) -> new Content.Image(mask.mask(type), mask.mask(data));
            case Content.Embedded(var uri, var text) -> new Content.Embedded(mask.mask(uri), mask.mask(text));
            case Content.Other(var type) -> new Content.Other(mask.mask(type));
        };
    }

    private @Nullable JsonNode masked(@Nullable JsonNode structured) {
        return structured == null ? null : mask.mask(structured);
    }
}
