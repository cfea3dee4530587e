package signalbox.host.wire;

import org.jspecify.annotations.Nullable;
import signalbox.host.turn.CallArguments;
import signalbox.json.JsonResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Reads the arguments a model wrote, and writes them back into a history.
public final class WrittenArguments {
    private WrittenArguments() {}

    /// An object, or a text that holds one, is that object, also where the text was encoded twice; nothing, an empty
    /// text and null are `{}`. All else is malformed.
    public static CallArguments read(@Nullable JsonNode written) {
        if (written == null || written.isMissingNode() || written.isNull()) {
            return new CallArguments.Parsed(WireJson.object());
        }
        if (written instanceof ObjectNode object) {
            return new CallArguments.Parsed(object);
        }
        return written.isString()
                ? read(written.stringValue())
                : malformed(WireJson.write(written), "the arguments are no JSON object");
    }

    private static CallArguments read(String text) {
        if (text.isBlank()) {
            return new CallArguments.Parsed(WireJson.object());
        }
        JsonResult once = WireJson.result(text);
        boolean twice = once.treeOrNull() instanceof StringNode;
        return switch (twice ? WireJson.result(once.orThrow().stringValue()) : once) {
            case JsonResult.Parsed(ObjectNode object) -> new CallArguments.Parsed(object);
            case JsonResult.Parsed(NullNode _) -> new CallArguments.Parsed(WireJson.object());
            case JsonResult.Parsed _ -> malformed(text, "the arguments are no JSON object");
            case JsonResult.Invalid invalid when invalid.reason() == JsonResult.Reason.EMPTY ->
                malformed(text, "the arguments are no JSON object");
            case JsonResult.Invalid invalid -> malformed(text, "the arguments are not JSON: " + invalid.detail());
        };
    }

    private static CallArguments malformed(String text, String problem) {
        return new CallArguments.Malformed(text, problem);
    }

    /// As an object every provider accepts; what was malformed goes under one key, so that the model sees what it wrote.
    public static ObjectNode object(CallArguments arguments) {
        return switch (arguments) {
            case CallArguments.Parsed parsed -> parsed.value();
            case CallArguments.Malformed malformed -> {
                ObjectNode object = WireJson.object();
                object.put("malformed_arguments", malformed.text());
                yield object;
            }
        };
    }
}
