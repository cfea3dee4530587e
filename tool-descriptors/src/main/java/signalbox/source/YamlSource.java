package signalbox.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import signalbox.json.JsonPointers;
import tools.jackson.databind.JsonNode;

/// A YAML file as a JSON tree that knows the place of each node.
///
/// Only what JSON can say is allowed: no anchors, aliases, merge keys, tags, directives, duplicate keys or second
/// documents; at most 1 MiB and 64 levels. Numbers are exact. Nodes are named by JSON Pointer; the pointer of a node
/// that is not there stands for its nearest parent.
public final class YamlSource {
    private static final int MOST_BYTES = FileSnapshot.MOST_BYTES;

    private final Lines lines;
    private final String text;
    private final JsonNode tree;
    private final Map<String, Span> spots;

    private YamlSource(Lines lines, String text, JsonNode tree, Map<String, Span> spots) {
        this.lines = lines;
        this.text = text;
        this.tree = tree;
        this.spots = spots;
    }

    public static Checked<YamlSource> read(Path path) {
        var file = path.toString().replace('\\', '/');
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES ? broken(file, tooLarge()) : decoded(file, bytes);
        } catch (NoSuchFileException _) {
            return broken(file, "there is no such file");
        } catch (IOException e) {
            return broken(file, "the file cannot be read: " + e.getMessage());
        }
    }

    /// The file as it was at the look.
    public static Checked<YamlSource> read(FileSnapshot files, Path path) {
        var file = path.toString().replace('\\', '/');
        try {
            byte[] bytes = files.bytes(path);
            return bytes.length > MOST_BYTES ? broken(file, tooLarge()) : decoded(file, bytes);
        } catch (NoSuchFileException _) {
            return broken(file, "there is no such file");
        } catch (IOException e) {
            return broken(file, "the file cannot be read: " + e.getMessage());
        }
    }

    public static Checked<YamlSource> parse(String file, String text) {
        if (text.length() > MOST_BYTES) {
            return broken(file, tooLarge());
        }
        var body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        var lines = new Lines(file, body);
        var problems = new ArrayList<>(unwantedCharacters(lines));
        if (!problems.isEmpty()) {
            return new Checked.Broken<>(problems);
        }
        var reader = new YamlReader(lines, body);
        var tree = reader.read();
        problems.addAll(reader.problems());
        if (tree == null || !problems.isEmpty()) {
            return new Checked.Broken<>(Problem.sorted(problems));
        }
        return new Checked.Sound<>(new YamlSource(lines, body, tree, reader.spots()), List.of());
    }

    /// The whole text as it was read.
    public String text() {
        return text;
    }

    /// The tree; treat it as read-only.
    public JsonNode tree() {
        return tree;
    }

    /// Where the value of this node starts.
    public Place place(String pointer) {
        return lines.place(spot(pointer).start());
    }

    /// Where the key of this node starts; for an entry of a list, where its value starts.
    public Place keyPlace(String pointer) {
        return lines.place(spot(pointer).key());
    }

    /// The place of a character of a scalar; `offset` counts code points of what the scalar says, from 0.
    public Place placeInside(String pointer, int offset) {
        return lines.place(spot(pointer).inside(lines.points(), offset));
    }

    public Problem error(String pointer, String message, String hint) {
        return errorAt(place(pointer), message, hint);
    }

    public Problem errorAtKey(String pointer, String message, String hint) {
        return errorAt(keyPlace(pointer), message, hint);
    }

    public Problem errorInside(String pointer, int offset, String message, String hint) {
        return errorAt(placeInside(pointer, offset), message, hint);
    }

    public Problem warning(String pointer, String message, String hint) {
        return warningAt(place(pointer), message, hint);
    }

    public Problem warningAtKey(String pointer, String message, String hint) {
        return warningAt(keyPlace(pointer), message, hint);
    }

    private Problem warningAt(Place place, String message, String hint) {
        return Problem.warning(place, lines.excerpt(place), message, hint);
    }

    private Problem errorAt(Place place, String message, String hint) {
        return Problem.error(place, lines.excerpt(place), message, hint);
    }

    private Span spot(String pointer) {
        for (var known = pointer; ; known = JsonPointers.parent(known)) {
            var spot = spots.get(known);
            if (spot != null) {
                return spot;
            }
            if (known.isEmpty()) {
                throw new IllegalStateException("no root in " + lines.place(0).file());
            }
        }
    }

    private static Checked<YamlSource> decoded(String file, byte[] bytes) {
        var decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length + 1);
        var result = decoder.decode(in, out, true);
        var text = out.flip().toString();
        if (!result.isError()) {
            return parse(file, text);
        }
        var lines = new Lines(file, text);
        var place = lines.place(lines.points().length);
        return new Checked.Broken<>(List.of(
                Problem.error(place, lines.excerpt(place), "the text is not UTF-8 from here on", "save the file as UTF-8")));
    }

    private static List<Problem> unwantedCharacters(Lines lines) {
        var problems = new ArrayList<Problem>();
        int[] points = lines.points();
        int lastLine = 0;
        for (int i = 0; i < points.length; i++) {
            if (points[i] != '\t' && StreamReader.isPrintable(points[i])) {
                continue;
            }
            var place = lines.place(i);
            if (place.line() == lastLine) {
                continue;
            }
            lastLine = place.line();
            problems.add(points[i] == '\t'
                    ? Problem.error(place, lines.excerpt(place), "a tab is not allowed",
                            "indent with spaces; inside a text write \\t in double quotes")
                    : Problem.error(place, lines.excerpt(place),
                            String.format("the character U+%04X is not allowed", points[i]),
                            "inside a text write it as an escape in double quotes"));
        }
        return problems;
    }

    private static String tooLarge() {
        return "the file is larger than " + MOST_BYTES + " bytes";
    }

    private static Checked<YamlSource> broken(String file, String message) {
        return new Checked.Broken<>(List.of(Problem.error(new Place(file, 1, 1), "", message, "")));
    }
}
