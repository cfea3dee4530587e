package signalbox.kit.protocol;

import signalbox.descriptor.Descriptor;
import signalbox.descriptor.EffectClass;
import signalbox.kit.call.CallToolResult;
import signalbox.kit.content.Content;
import signalbox.kit.content.ContentJson;
import signalbox.kit.view.ListedTool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Tools and their results as JSON, the same in every revision of MCP.
final class ToolJson {
    private static final String OURS = "signalbox/";

    private ToolJson() {}

    /// @param toHost whether the host may read which rule decided
    static ObjectNode result(CallToolResult.Answered answer, boolean toHost) {
        var tree = JsonNodeFactory.instance.objectNode();
        var outcome = answer.outcome();
        var content = tree.putArray("content");
        boolean repeated = outcome.structured() != null && holds(outcome.structured(), outcome.text());
        outcome.content().stream()
                .filter(piece -> !repeated || !(piece instanceof Content.Text))
                .forEach(piece -> content.add(ContentJson.of(piece)));
        if (outcome.structured() != null) {
            tree.set("structuredContent", outcome.structured());
            var text = outcome.structured().toString();
            if (!toHost && !outcome.text().equals(text)) {
                content.add(ContentJson.of(new Content.Text(text))); // for clients that read only text (server/tools)
            }
        }
        tree.put("isError", outcome.error());
        var decision = answer.decision();
        var meta = tree.putObject("_meta");
        meta.put(OURS + "version", answer.descriptor().id().version().toString());
        meta.put(OURS + "decision", decision.decision().word());
        meta.put(OURS + "decision-id", decision.id().value());
        meta.set(OURS + "labels", labels(answer.descriptor()));
        if (answer.repeated()) {
            meta.put(OURS + "repeated", true);
        }
        if (toHost) {
            meta.put(OURS + "rule", decision.decision().rule());
        }
        return tree;
    }

    /// Whether the structured result says the text word for word: a model that is shown both would read it twice.
    private static boolean holds(JsonNode structured, String text) {
        return structured.isString()
                ? structured.stringValue().equals(text)
                : structured.valueStream().anyMatch(part -> holds(part, text));
    }

    static ObjectNode tool(ListedTool listed) {
        var descriptor = listed.descriptor();
        var tree = JsonNodeFactory.instance.objectNode();
        tree.put("name", listed.name());
        tree.put("title", descriptor.title());
        tree.put("description", listed.description());
        tree.set("inputSchema", listed.input());
        if (descriptor.output().schema() != null) {
            tree.set("outputSchema", descriptor.output().schema());
        }
        tree.set("annotations", annotations(descriptor));
        tree.set("_meta", meta(descriptor));
        return tree;
    }

    private static ObjectNode annotations(Descriptor descriptor) {
        var effect = descriptor.effect();
        boolean reads = effect.effectClass() == EffectClass.READ;
        return JsonNodeFactory.instance.objectNode()
                .put("title", descriptor.title())
                .put("readOnlyHint", reads)
                .put("destructiveHint", effect.destructive())
                .put("idempotentHint", reads || !effect.idempotent().isEmpty())
                .put("openWorldHint", effect.openWorld());
    }

    private static ObjectNode meta(Descriptor descriptor) {
        var effect = descriptor.effect();
        var meta = JsonNodeFactory.instance.objectNode();
        meta.put(OURS + "tool", descriptor.id().name().toString());
        meta.put(OURS + "version", descriptor.id().version().toString());
        meta.put(OURS + "digest", descriptor.digest());
        meta.putObject(OURS + "effect")
                .put("class", effect.effectClass().word())
                .put("destructive", effect.destructive())
                .put("money", effect.money())
                .put("open-world", effect.openWorld());
        meta.set(OURS + "labels", labels(descriptor));
        return meta;
    }

    private static JsonNode labels(Descriptor descriptor) {
        var labels = JsonNodeFactory.instance.arrayNode();
        descriptor.labels().forEach(labels::add);
        return labels;
    }
}
