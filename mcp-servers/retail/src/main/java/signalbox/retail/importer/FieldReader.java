package signalbox.retail.importer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the fields of one object by name, each exactly of its type, and refuses all others.
final class FieldReader {
    private final FilePart.Fields object;
    private final Set<String> read = new HashSet<>();

    private FieldReader(FilePart.Fields object) {
        this.object = object;
    }

    static FieldReader of(FilePart part) {
        if (part instanceof FilePart.Fields fields) {
            return new FieldReader(fields);
        }
        throw wrongKind(part, "an object");
    }

    String text(String name) {
        return text(part(name));
    }

    String text(String name, Pattern form, String example) {
        var part = part(name);
        var text = text(part);
        if (!form.matcher(text).matches()) {
            throw new InvalidPart(part, "'" + text + "' does not have the form of a " + name, "such as " + example);
        }
        return text;
    }

    String oneOf(String name, List<String> allowed) {
        var part = part(name);
        var text = text(part);
        if (!allowed.contains(text)) {
            throw new InvalidPart(part, "'" + text + "' is not allowed here", "one of " + String.join(", ", allowed));
        }
        return text;
    }

    double dollars(String name) {
        return dollars(part(name));
    }

    static double dollars(FilePart part) {
        if (!(part instanceof FilePart.Amount(var _, var _, double value))) {
            throw wrongKind(part, "a number of dollars");
        }
        if (!Double.isFinite(value)) {
            throw new InvalidPart(part, "the number is too large", "dollars such as 12.5");
        }
        return value;
    }

    boolean flag(String name) {
        var part = part(name);
        if (part instanceof FilePart.Flag(var _, var _, boolean value)) {
            return value;
        }
        throw wrongKind(part, "true or false");
    }

    <T> List<T> list(String name, Function<FilePart, T> element) {
        var part = part(name);
        if (!(part instanceof FilePart.Elements elements)) {
            throw wrongKind(part, "a list");
        }
        return elements.elements().stream().map(element).toList();
    }

    List<String> texts(String name) {
        return list(name, FieldReader::text);
    }

    /// The entries of a map, each with its key.
    <T> List<T> entries(String name, String idField, Function<FilePart, T> entry) {
        var part = part(name);
        if (!(part instanceof FilePart.Fields fields)) {
            throw wrongKind(part, "an object");
        }
        var values = new ArrayList<T>();
        fields.fields().forEach((key, value) -> {
            checkKey(key, value, idField);
            values.add(entry.apply(value));
        });
        return values;
    }

    static void checkKey(String key, FilePart value, String idField) {
        if (value instanceof FilePart.Fields fields
                && fields.fields().get(idField) instanceof FilePart.Text id
                && !id.value().equals(key)) {
            throw new InvalidPart(id, "'" + id.value() + "' is not the key of its record", "'" + key + "'");
        }
    }

    FilePart part(String name) {
        var part = object.fields().get(name);
        if (part == null) {
            throw new InvalidPart(object, "'" + name + "' is missing", "add '" + name + "'");
        }
        read.add(name);
        return part;
    }

    /// The field, or null where it is absent or null.
    @Nullable FilePart optional(String name) {
        read.add(name);
        var part = object.fields().get(name);
        return part instanceof FilePart.Nothing ? null : part;
    }

    /// Refuses fields that were not read.
    void end() {
        object.fields().forEach((name, part) -> {
            if (!read.contains(name)) {
                throw new InvalidPart(part, "unknown field '" + name + "'", "remove it");
            }
        });
    }

    static String text(FilePart part) {
        if (!(part instanceof FilePart.Text(var _, var _, String value))) {
            throw wrongKind(part, "a string");
        }
        if (value.indexOf('\0') >= 0 || value.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
            throw new InvalidPart(part, "the string has a character that cannot be stored", "no U+0000 and no half surrogate");
        }
        return value;
    }

    private static InvalidPart wrongKind(FilePart part, String wanted) {
        return new InvalidPart(part, "expected " + wanted + ", found " + part.kind(), wanted);
    }
}
