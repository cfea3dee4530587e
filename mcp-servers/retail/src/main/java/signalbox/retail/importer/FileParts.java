package signalbox.retail.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import signalbox.json.JsonBounds;
import signalbox.json.JsonReader;
import signalbox.source.Place;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads JSON strictly, with places: no duplicate keys, no depth beyond what records need, nothing after the end.
final class FileParts {
    private static final JsonReader JSON = JsonReader.of(JsonBounds.ofDepth(20));

    private final String file;
    private final JsonParser parser;

    private FileParts(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /// Reads the text; what is not JSON throws Jackson's exception.
    static FilePart read(String file, String text) {
        try (var parser = JSON.parser(text)) {
            var reader = new FileParts(file, parser);
            parser.nextToken();
            var whole = reader.part("");
            if (parser.nextToken() != null) {
                throw new InvalidPart(new FilePart.Nothing(reader.place(), ""), "there is more after the end", "one object");
            }
            return whole;
        }
    }

    private FilePart part(String path) {
        var place = place();
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new InvalidPart(new FilePart.Nothing(place, ""), "the file is empty", "an object of products, users and orders");
        }
        return switch (token) {
            case START_OBJECT -> fields(place, path);
            case START_ARRAY -> elements(place, path);
            case VALUE_STRING -> new FilePart.Text(place, path, parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new FilePart.Amount(place, path, parser.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> new FilePart.Flag(place, path, parser.getBooleanValue());
            case VALUE_NULL -> new FilePart.Nothing(place, path);
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("not the start of a value: " + token);
        };
    }

    private FilePart fields(Place place, String path) {
        var fields = new LinkedHashMap<String, FilePart>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            fields.put(name, part(path + "/" + name));
        }
        return new FilePart.Fields(place, path, fields);
    }

    private FilePart elements(Place place, String path) {
        var elements = new ArrayList<FilePart>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(part(path + "/" + elements.size()));
        }
        return new FilePart.Elements(place, path, elements);
    }

    private Place place() {
        var location = parser.currentTokenLocation();
        return new Place(file, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
