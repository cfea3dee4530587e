package signalbox.kit;

import java.util.Collections;
import signalbox.kit.content.Content;
import signalbox.kit.tool.ToolOutcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Results that no caller can want, by their `kind` and `size`.
final class Flood {
    private Flood() {}

    static ToolOutcome of(JsonNode arguments) {
        int size = arguments.path("size").asInt(0);
        return switch (arguments.path("kind").asString("")) {
            case "text" -> new ToolOutcome(Collections.nCopies(1, new Content.Text("x".repeat(size))), nothing(), false);
            case "texts" -> new ToolOutcome(Collections.nCopies(size, new Content.Text("x")), nothing(), false);
            case "empty texts" -> new ToolOutcome(Collections.nCopies(size, new Content.Text("")), nothing(), false);
            case "image" -> new ToolOutcome(Collections.nCopies(1, new Content.Image("image/png", "A".repeat(size))), nothing(), false);
            case "error" -> ToolOutcome.error("x".repeat(size));
            case "items" -> items(size);
            case "deep" -> deep(size);
            case "raw" -> new ToolOutcome(
                    Collections.nCopies(1, new Content.Text("\u001B[2Jcleared\u202Egnp.exe\u0000\u2028\uFEFF\uD83D\uDE82")), nothing(), false);
            default -> throw new IllegalArgumentException("no such kind of flood");
        };
    }

    private static ToolOutcome items(int size) {
        var tree = nothing();
        var items = ((tools.jackson.databind.node.ObjectNode) tree).putArray("items");
        for (int i = 0; i < size; i++) {
            items.add(i);
        }
        return ToolOutcome.structured("items", tree);
    }

    private static ToolOutcome deep(int size) {
        JsonNode inner = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < size; i++) {
            inner = JsonNodeFactory.instance.arrayNode().add(inner);
        }
        return ToolOutcome.structured("deep", JsonNodeFactory.instance.objectNode().set("deep", inner));
    }

    private static JsonNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }
}
