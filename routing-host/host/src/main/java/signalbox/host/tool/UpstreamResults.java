package signalbox.host.tool;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.CallToolResult;
import signalbox.client.exchange.Content;
import signalbox.descriptor.Descriptor;
import signalbox.host.ledger.Entry.Ruling;
import signalbox.host.tool.elicitation.SeenText;
import signalbox.host.turn.Part;
import signalbox.source.JsonSchema;
import tools.jackson.databind.JsonNode;

/// Holds a result of a third-party server to what its descriptor promises. Nothing that the server says about itself in
/// `_meta` counts, and text comes without what no reader sees.
final class UpstreamResults {
    private UpstreamResults() {}

    static CallOutcome outcome(Descriptor descriptor, CallToolResult.Finished finished, Ruling ruling) {
        int most = descriptor.output().maxBytes();
        var structured = finished.structured();
        if (!finished.error() && !isPromised(descriptor, structured)) {
            return error(descriptor, "Error: '" + descriptor.id() + "' gave a result that is not what it promises.", ruling);
        }
        if (structured != null && bytes(structured.toString()) > most) {
            return error(descriptor, "Error: the result of '" + descriptor.id() + "' is longer than " + most + " bytes.", ruling);
        }
        return new CallOutcome.Done(
                parts(finished.content(), most), structured, finished.error(), new TreeSet<>(descriptor.labels()), ruling);
    }

    static CallOutcome error(Descriptor descriptor, String text, Ruling ruling) {
        int most = descriptor.output().maxBytes();
        var part = new Part.Text(cut(SeenText.of(text), most, most));
        return new CallOutcome.Done(List.of(part), null, true, new TreeSet<>(descriptor.labels()), ruling);
    }

    private static boolean isPromised(Descriptor descriptor, @Nullable JsonNode structured) {
        var schema = descriptor.output().schema();
        return schema == null || (structured != null && JsonSchema.of(schema).violations(structured).isEmpty());
    }

    private static List<Part> parts(List<Content> content, int most) {
        var parts = new ArrayList<Part>();
        int left = most;
        for (var piece : content) {
            if (piece instanceof Content.Image(var type, var data) && data.length() <= left) {
                left -= data.length();
                parts.add(new Part.Image(type, data));
                continue;
            }
            var text = SeenText.of(ToolReading.words(piece));
            int size = bytes(text);
            parts.add(new Part.Text(cut(text, left, most)));
            if (size > left) {
                break;
            }
            left -= size;
        }
        return parts;
    }

    /// The text within so many bytes of UTF-8, marker aside, never splitting a character.
    ///
    /// @param left of the limit, which holds for all pieces together
    private static String cut(String text, int left, int limit) {
        if (bytes(text) <= left) {
            return text;
        }
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        int end = Math.max(0, left);
        while (end > 0 && (utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(utf8, 0, end, StandardCharsets.UTF_8) + "\n[cut: the limit is " + limit + " bytes]";
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
