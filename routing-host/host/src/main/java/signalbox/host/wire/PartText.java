package signalbox.host.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import signalbox.host.turn.Part;
import signalbox.host.turn.Turn;
import tools.jackson.databind.JsonNode;

/// The texts of turns, as models are shown them.
public final class PartText {
    private static final Pattern THINKING =
            Pattern.compile("\\A\\s*<think(?:ing)?>.*?(?:</think(?:ing)?>\\s*|\\z)", Pattern.DOTALL);

    private PartText() {}

    /// Without the reasoning that some models write before their answer. Where a chat template wrote the opening tag into
    /// the prompt, the closing one alone is in the text: it is one where it stands at the end or the start of a line, outside
    /// code, with an answer behind it.
    public static String withoutThinking(String text) {
        String answer = THINKING.matcher(text).replaceFirst("");
        for (String tag : List.of("</think>", "</thinking>")) {
            int at = answer.indexOf(tag);
            if (at >= 0 && isEndOfThinking(answer, at, at + tag.length())) {
                return answer.substring(at + tag.length()).stripLeading();
            }
        }
        return answer;
    }

    private static boolean isEndOfThinking(String text, int start, int end) {
        boolean ofALine = (start > 0 && text.charAt(start - 1) == '\n') || (end < text.length() && text.charAt(end) == '\n');
        String before = text.substring(0, start);
        return ofALine
                && !before.contains("<think")
                && before.chars().filter(each -> each == '`').count() % 2 == 0
                && !text.substring(end).isBlank();
    }

    /// The parts that say something: blank texts are none, since providers refuse them.
    static List<Part> spoken(List<Part> parts) {
        List<Part> spoken = new ArrayList<>();
        for (Part part : parts) {
            if (!(part instanceof Part.Text(String text)) || !text.isBlank()) {
                spoken.add(part);
            }
        }
        return List.copyOf(spoken);
    }

    /// All texts, and a word in place of each image.
    public static String text(List<Part> parts) {
        List<String> texts = new ArrayList<>();
        for (Part part : parts) {
            texts.add(switch (part) {
                case Part.Text(String text) -> text;
                case Part.Image image -> "[an image (" + image.mediaType() + ") that this model cannot be shown]";
            });
        }
        return String.join("\n\n", texts);
    }

    /// What a tool returned, once: its text where that is the structured content already, else the text and then the
    /// structured content as compact JSON. Images are not in it.
    public static String result(Turn.ToolResult result) {
        String text = text(texts(result.parts()));
        JsonNode structured = result.structured();
        if (structured == null) {
            return text;
        }
        String json = WireJson.write(structured);
        if (text.isBlank()) {
            return json;
        }
        return WireJson.parse(json).equals(WireJson.read(text)) ? text : text + "\n" + json;
    }

    /// A result for a wire that shows no images in results.
    public static String resultWithoutImages(Turn.ToolResult result) {
        List<String> all = new ArrayList<>();
        String said = result(result);
        if (!said.isEmpty()) {
            all.add(said);
        }
        images(result.parts()).forEach(image -> all.add(text(List.of(image))));
        return String.join("\n", all);
    }

    public static List<Part.Image> images(List<Part> parts) {
        List<Part.Image> images = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Image image) {
                images.add(image);
            }
        }
        return images;
    }

    private static List<Part> texts(List<Part> parts) {
        List<Part> texts = new ArrayList<>(parts);
        texts.removeIf(part -> part instanceof Part.Image);
        return texts;
    }
}
