package signalbox.host.wire.responses;

import java.util.ArrayList;
import java.util.List;
import signalbox.host.turn.Part;
import signalbox.host.wire.caller.CallerField;
import signalbox.host.wire.caller.CallerImage;

/// The content of an item: a text, or a list of parts.
final class ResponsesContent {
    private ResponsesContent() {}

    /// What a model is shown: texts and images.
    static List<Part> parts(CallerField content) {
        if (content.isText()) {
            return List.of(new Part.Text(content.text()));
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < list(content); i++) {
            CallerField part = content.item(i);
            part.object();
            CallerField type = part.field("type");
            parts.add(switch (type.text()) {
                case "input_text" -> new Part.Text(part.field("text").text());
                case "input_image" -> image(part);
                case "input_file" -> throw type.complaint("is 'input_file', and files are not read here: write their text as input_text");
                default -> throw type.complaint("is '" + type.text() + "': write input_text or input_image");
            });
        }
        return parts;
    }

    /// What a model said, or was instructed: texts alone.
    static String text(CallerField content) {
        if (content.isText()) {
            return content.text();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list(content); i++) {
            CallerField part = content.item(i);
            part.object();
            CallerField type = part.field("type");
            texts.add(switch (type.text()) {
                case "input_text", "output_text" -> part.field("text").text();
                case "refusal" -> part.field("refusal").text();
                default -> throw type.complaint("is '" + type.text() + "': only text is allowed here");
            });
        }
        return String.join("\n\n", texts);
    }

    private static int list(CallerField content) {
        if (content.isAbsent()) {
            throw content.complaint("is missing: write a text or a list of parts");
        }
        if (content.list().isEmpty()) {
            throw content.complaint("is empty: write a text or a list of parts");
        }
        return content.list().size();
    }

    private static Part.Image image(CallerField part) {
        if (!part.field("file_id").isAbsent()) {
            throw part.field("file_id").complaint("names a file that OpenAI keeps: write 'image_url' with a data URL");
        }
        if (!part.field("detail").isAbsent()) {
            part.field("detail").word("auto", "low", "high", "original"); // what a model sees of an image is its provider's usual
        }
        return CallerImage.of(part.field("image_url"));
    }
}
