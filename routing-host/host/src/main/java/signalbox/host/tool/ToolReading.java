package signalbox.host.tool;

import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Effect;
import signalbox.descriptor.EffectClass;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;
import signalbox.descriptor.Version;
import signalbox.host.tool.CallOutcome.Ruling;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolOffer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads what a server says of its tools and results; what it leaves out is taken for the worst.
final class ToolReading {
    private static final int MOST_TEXT = 1 << 20;
    private static final int MOST_IMAGE = 8 << 20;
    private static final String CUT = "\n[cut: the result is longer than " + MOST_TEXT + " characters]";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private ToolReading() {}

    /// The tool, or null where the name or the version make none.
    static @Nullable HostTool tool(ServerName server, URI endpoint, McpSchema.Tool listed) {
        var meta = meta(listed.meta());
        var version = meta.path("signalbox/version").asString("");
        if (!ToolName.isValid(listed.name()) || !Version.isValid(version)) {
            return null;
        }
        var id = new ToolId(new ToolName(server, listed.name()), Version.parse(version));
        var offer = new ToolOffer(
                OfferedName.of(id.name()), listed.description() == null ? "" : listed.description(),
                listed.inputSchema() == null ? JsonNodeFactory.instance.objectNode() : object(listed.inputSchema()));
        return new HostTool(id, offer, effect(meta.path("signalbox/effect")), labels(meta),
                meta.path("signalbox/digest").asString(""), endpoint, listed.name());
    }

    static CallOutcome outcome(HostTool tool, McpSchema.CallToolResult result) {
        var meta = meta(result.meta());
        var answered = meta.path("signalbox/version").asString(tool.id().version().toString());
        if (!answered.equals(tool.id().version().toString())) {
            return new CallOutcome.Lost("version " + answered + " answered a call of " + tool.id());
        }
        var ruling = new Ruling(
                meta.path("signalbox/decision").asString(""),
                meta.path("signalbox/decision-id").asString(""),
                meta.path("signalbox/rule").asString(""));
        var parts = parts(result.content());
        if (ruling.decision().equals("deny") || ruling.decision().equals("ask")) {
            return new CallOutcome.Denied(text(parts), ruling);
        }
        var labels = labels(meta);
        labels.addAll(tool.labels());
        var structured = result.structuredContent();
        return new CallOutcome.Done(
                parts, structured == null ? null : MAPPER.valueToTree(structured), Boolean.TRUE.equals(result.isError()),
                labels, ruling);
    }

    static String text(List<Part> parts) {
        var text = new StringBuilder();
        for (var part : parts) {
            if (part instanceof Part.Text piece) {
                text.append(text.isEmpty() ? "" : "\n").append(piece.text());
            }
        }
        return text.toString();
    }

    private static List<Part> parts(List<McpSchema.Content> content) {
        var parts = new ArrayList<Part>();
        int left = MOST_TEXT;
        int images = MOST_IMAGE;
        for (var each : content) {
            if (each instanceof McpSchema.ImageContent image && image.data().length() <= images) {
                images -= image.data().length();
                parts.add(new Part.Image(image.mimeType(), image.data()));
                continue;
            }
            var text = words(each);
            parts.add(new Part.Text(text.length() <= left ? text : text.substring(0, left) + CUT));
            if (text.length() > left) {
                break;
            }
            left -= text.length();
        }
        return parts;
    }

    private static String words(McpSchema.Content content) {
        return switch (content) {
            case McpSchema.TextContent text -> text.text();
            case McpSchema.ImageContent image ->
                "[left out: an image of " + image.data().length() + " characters is too large]";
            case McpSchema.EmbeddedResource resource
                    when resource.resource() instanceof McpSchema.TextResourceContents text -> text.text();
            default -> "[left out: content of type '" + content.type() + "']";
        };
    }

    private static Effect effect(JsonNode effect) {
        if (!effect.isObject()) {
            return Effect.UNKNOWN;
        }
        return new Effect(
                effect.path("class").asString("").equals("read") ? EffectClass.READ : EffectClass.WRITE,
                effect.path("destructive").asBoolean(true),
                effect.path("money").asBoolean(true),
                effect.path("idempotent").asString(""),
                effect.path("open-world").asBoolean(true));
    }

    private static SortedSet<String> labels(JsonNode meta) {
        var labels = new TreeSet<String>();
        for (var label : meta.path("signalbox/labels")) {
            labels.add(label.asString(""));
        }
        labels.remove("");
        return labels;
    }

    private static ObjectNode meta(@Nullable Map<String, Object> meta) {
        return meta == null ? JsonNodeFactory.instance.objectNode() : object(meta);
    }

    private static ObjectNode object(Map<String, Object> map) {
        return MAPPER.valueToTree(map);
    }
}
