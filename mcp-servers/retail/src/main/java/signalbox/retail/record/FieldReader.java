package signalbox.retail.record;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes the fields of one object by name, each exactly of its type; what was not taken is unknown.
final class FieldReader {
    private final FilePart.Fields object;
    private final Set<String> taken = new HashSet<>();

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
            throw new WrongPart(part, "'" + text + "' does not have the form of a " + name, "such as " + example);
        }
        return text;
    }

    String oneOf(String name, List<String> allowed) {
        var part = part(name);
        var text = text(part);
        if (!allowed.contains(text)) {
            throw new WrongPart(part, "'" + text + "' is not allowed here", "one of " + String.join(", ", allowed));
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
            throw new WrongPart(part, "the number is beyond the doubles", "dollars such as 12.5");
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
            throw new WrongPart(id, "'" + id.value() + "' is not the key of its record", "'" + key + "'");
        }
    }

    FilePart part(String name) {
        var part = object.fields().get(name);
        if (part == null) {
            throw new WrongPart(object, "'" + name + "' is missing", "add '" + name + "'");
        }
        taken.add(name);
        return part;
    }

    /// The field, or null where it is absent or null.
    @Nullable FilePart optional(String name) {
        taken.add(name);
        var part = object.fields().get(name);
        return part instanceof FilePart.Nothing ? null : part;
    }

    /// Refuses fields that nobody took.
    void end() {
        object.fields().forEach((name, part) -> {
            if (!taken.contains(name)) {
                throw new WrongPart(part, "unknown field '" + name + "'", "remove it");
            }
        });
    }

    static String text(FilePart part) {
        if (!(part instanceof FilePart.Text(var _, var _, String value))) {
            throw wrongKind(part, "a string");
        }
        if (value.indexOf('\0') >= 0 || value.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
            throw new WrongPart(part, "the string holds a character that cannot be stored", "no U+0000 and no half surrogate");
        }
        return value;
    }

    private static WrongPart wrongKind(FilePart part, String wanted) {
        return new WrongPart(part, part.kind() + " stands where " + wanted + " belongs", wanted);
    }
}
