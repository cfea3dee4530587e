package signalbox.retail.importer;

import java.util.List;
import java.util.SequencedMap;
import signalbox.source.Place;

/// A value in a JSON file, with its place.
sealed interface FilePart {
    Place place();

    /// @param path where in the tree, such as `/orders/#W0000001/items/0`
    record Fields(Place place, String path, SequencedMap<String, FilePart> fields) implements FilePart {}

    record Elements(Place place, String path, List<FilePart> elements) implements FilePart {}

    record Text(Place place, String path, String value) implements FilePart {}

    record Amount(Place place, String path, double value) implements FilePart {}

    record Flag(Place place, String path, boolean value) implements FilePart {}

    record Nothing(Place place, String path) implements FilePart {}

    String path();

    /// What it is, for a message.
    default String kind() {
        return switch (this) {
            case Fields _ -> "an object";
            case Elements _ -> "a list";
            case Text _ -> "a string";
            case Amount _ -> "a number";
            case Flag _ -> "true or false";
            case Nothing _ -> "null";
        };
    }
}
