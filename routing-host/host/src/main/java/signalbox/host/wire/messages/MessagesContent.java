package signalbox.host.wire.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import signalbox.host.turn.Part;
import signalbox.host.wire.caller.CallerField;

/// Reads content that is a text or a list of blocks, of which some may be images.
final class MessagesContent {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=]+");

    private MessagesContent() {}

    /// Content that is text alone.
    static String text(CallerField content) {
        List<String> texts = new ArrayList<>();
        for (Part part : parts(content, false)) {
            texts.add(((Part.Text) part).text());
        }
        return String.join("\n\n", texts);
    }

    /// @param images whether some may be
    static List<Part> parts(CallerField content, boolean images) {
        if (content.isText()) {
            return List.of(new Part.Text(content.text()));
        }
        if (content.isAbsent()) {
            throw content.complaint("is missing: write a text or a list of blocks");
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < content.list().size(); i++) {
            parts.add(part(content.item(i), images));
        }
        return parts;
    }

    static Part part(CallerField block, boolean images) {
        block.object();
        CallerField type = block.field("type");
        return switch (type.text()) {
            case "text" -> textBlock(block);
            case "image" -> {
                if (!images) {
                    throw type.complaint("is 'image': only text is allowed here");
                }
                yield image(block);
            }
            case "document" ->
                throw type.complaint("is 'document', which not every model can be shown: send its text, or images of its pages");
            default -> throw type.complaint("is '" + type.text() + "', which is not read here: write text" + (images ? " or image" : ""));
        };
    }

    private static Part textBlock(CallerField block) {
        block.only(Set.of("type", "text", "cache_control", "citations"));
        checkCacheControl(block);
        CallerField citations = block.field("citations");
        if (!citations.isAbsent() && !citations.list().isEmpty()) {
            throw citations.complaint("cite what other models are not shown: leave them out");
        }
        return new Part.Text(block.field("text").text());
    }

    /// Nothing is fetched for a caller: an image comes with the request.
    private static Part image(CallerField block) {
        block.only(Set.of("type", "source", "cache_control"));
        checkCacheControl(block);
        CallerField source = block.field("source");
        source.object();
        CallerField type = source.field("type");
        if (!type.text().equals("base64")) {
            throw type.complaint("is '" + type.text() + "': write base64, with the image in 'data' (nothing is fetched)");
        }
        source.only(Set.of("type", "media_type", "data"));
        CallerField data = source.field("data");
        if (!BASE64.matcher(data.text()).matches()) {
            throw data.complaint("is not base64");
        }
        return new Part.Image(source.field("media_type").word("image/jpeg", "image/png", "image/gif", "image/webp"), data.text());
    }

    /// It changes nothing of an answer, so that it may be on every block; what it says must be sound all the same.
    static void checkCacheControl(CallerField block) {
        CallerField control = block.field("cache_control");
        if (!control.isAbsent()) {
            control.only(Set.of("type", "ttl", "scope"));
            control.field("type").word("ephemeral");
            if (!control.field("ttl").isAbsent()) {
                control.field("ttl").word("5m", "1h");
            }
        }
    }
}
