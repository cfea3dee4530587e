package signalbox.host.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.CallToolResult;
import signalbox.client.exchange.Content;
import signalbox.client.exchange.ServerTool;
import signalbox.descriptor.Effect;
import signalbox.descriptor.EffectClass;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;
import signalbox.descriptor.Version;
import signalbox.host.ledger.Entry.Ruling;
import signalbox.host.tool.server.RemoteServer;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolOffer;
import tools.jackson.databind.JsonNode;

/// Reads what a server says of its tools and results; what it leaves out is taken for the worst.
public final class ToolReading {
    private static final int MOST_TEXT = 1 << 20;
    private static final int MOST_IMAGE = 8 << 20;
    private static final String CUT = "\n[cut: the result is longer than " + MOST_TEXT + " characters]";

    private ToolReading() {}

    /// The tool, or null where the name or the version make none.
    static @Nullable HostTool tool(RemoteServer.Own server, ServerTool listed) {
        var meta = listed.meta();
        var version = meta.path("signalbox/version").asString("");
        if (!ToolName.isValid(listed.name()) || !Version.isValid(version)) {
            return null;
        }
        var id = new ToolId(new ToolName(server.name(), listed.name()), Version.parse(version));
        var offer = new ToolOffer(id.name().wide(), listed.description(), listed.inputSchema());
        return new HostTool(id, offer, effect(meta.path("signalbox/effect")), labels(meta),
                meta.path("signalbox/digest").asString(""), new ToolOrigin.Own(server.endpoint(), listed));
    }

    static CallOutcome outcome(HostTool tool, CallToolResult.Finished result) {
        var meta = result.meta();
        var answered = meta.path("signalbox/version").asString(tool.id().version().toString());
        if (!answered.equals(tool.id().version().toString())) {
            return new CallOutcome.Lost("version " + answered + " answered a call of " + tool.id());
        }
        var ruling = new Ruling(
                meta.path("signalbox/decision").asString(""),
                meta.path("signalbox/decision-id").asString(""),
                meta.path("signalbox/rule").asString(""),
                "");
        var parts = parts(result.content());
        if (ruling.decision().equals("deny") || ruling.decision().equals("ask")) {
            return new CallOutcome.Denied(text(parts), ruling);
        }
        var labels = labels(meta);
        labels.addAll(tool.labels());
        return new CallOutcome.Done(parts, result.structured(), result.error(), labels, ruling);
    }

    public static String text(List<Part> parts) {
        var text = new StringBuilder();
        for (var part : parts) {
            if (part instanceof Part.Text piece) {
                text.append(text.isEmpty() ? "" : "\n").append(piece.text());
            }
        }
        return text.toString();
    }

    private static List<Part> parts(List<Content> content) {
        var parts = new ArrayList<Part>();
        int left = MOST_TEXT;
        int images = MOST_IMAGE;
        for (var each : content) {
            if (each instanceof Content.Image(var type, var data) && data.length() <= images) {
                images -= data.length();
                parts.add(new Part.Image(type, data));
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

    static String words(Content content) {
        return switch (content) {
            case Content.Text(var text) -> text;
            case Content.Image(var _, var data) ->
                "[left out: an image of " + data.length() + " characters is too large]";
            case Content.Embedded(var _, var text) -> text;
            case Content.Other(var type) -> "[left out: content of type '" + type + "']";
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
}
