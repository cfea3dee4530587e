package signalbox.retail.importer;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import signalbox.retail.RetailData;
import signalbox.retail.shop.Shop;
import signalbox.source.Checked;
import signalbox.source.Place;
import signalbox.source.Problem;
import tools.jackson.core.JacksonException;

/// Reads a whole `db.json`: one object of the maps `products`, `users` and `orders`.
///
/// It reports one problem for each record, at most 50 in all; nothing is read unless every record is right and every id
/// that a record names exists.
public final class ShopFile {
    private static final int MOST_PROBLEMS = 50;
    private static final int LONGEST_EXCERPT = 200;

    private final List<String> lines;
    private final List<Problem> problems = new ArrayList<>();

    private ShopFile(String text) {
        lines = text.lines().toList();
    }

    /// Reads `db.json` of this folder, or says everything that is wrong with it.
    public static Checked<RetailData> read(Path directory) {
        return switch (shop(directory.resolve("db.json"))) {
            case Checked.Sound<Shop>(var shop, var warnings) -> new Checked.Sound<>(new RetailData(shop), warnings);
            case Checked.Broken<Shop>(var problems) -> new Checked.Broken<>(problems);
        };
    }

    private static Checked<Shop> shop(Path path) {
        var start = new Place(path.toString(), 1, 1);
        String text;
        try {
            text = Files.readString(path);
        } catch (NoSuchFileException _) {
            return broken(start, "there is no such file", "a db.json with products, users and orders");
        } catch (CharacterCodingException _) {
            return broken(start, "the file is not UTF-8", "save it as UTF-8");
        } catch (IOException e) {
            return broken(start, "the file cannot be read: " + e.getMessage(), "a readable file");
        }
        return new ShopFile(text).shop(path.toString(), text);
    }

    private static Checked<Shop> broken(Place place, String message, String hint) {
        return new Checked.Broken<>(List.of(Problem.error(place, "", message, hint)));
    }

    private Checked<Shop> shop(String file, String text) {
        FilePart whole;
        try {
            whole = FileParts.read(file, text);
        } catch (InvalidPart invalid) {
            report(invalid);
            return new Checked.Broken<>(problems);
        } catch (JacksonException e) {
            var where = e.getLocation();
            var place = new Place(file, where == null ? 1 : Math.max(1, where.getLineNr()),
                    where == null ? 1 : Math.max(1, where.getColumnNr()));
            report(place, "not JSON: " + firstLine(e.getOriginalMessage()), "");
            return new Checked.Broken<>(problems);
        }
        var products = records(whole, "products", "product_id", RecordReader::product);
        var customers = records(whole, "users", "user_id", RecordReader::customer);
        var orders = records(whole, "orders", "order_id", RecordReader::order);
        checkSurplus(whole);
        var shop = new Shop(products, customers, orders);
        if (problems.isEmpty()) {
            ShopReferences.check(shop, whole, this::report);
        }
        return problems.isEmpty()
                ? new Checked.Sound<>(shop, List.of())
                : new Checked.Broken<>(problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())));
    }

    private <T> List<T> records(FilePart whole, String map, String idField, Function<FilePart, T> read) {
        var records = new ArrayList<T>();
        try {
            if (!(FieldReader.of(whole).part(map) instanceof FilePart.Fields fields)) {
                throw new InvalidPart(whole, "'" + map + "' is not an object", "an object keyed by " + idField);
            }
            fields.fields().forEach((key, part) -> {
                try {
                    FieldReader.checkKey(key, part, idField);
                    records.add(read.apply(part));
                } catch (InvalidPart invalid) {
                    report(invalid);
                }
            });
        } catch (InvalidPart invalid) {
            report(invalid);
        }
        return records;
    }

    private void checkSurplus(FilePart whole) {
        if (whole instanceof FilePart.Fields fields) {
            fields.fields().forEach((name, part) -> {
                if (!List.of("products", "users", "orders").contains(name)) {
                    report(new InvalidPart(part, "unknown field '" + name + "'", "remove it"));
                }
            });
        }
    }

    private void report(InvalidPart invalid) {
        report(invalid.part().place(), invalid.message(), invalid.hint());
    }

    /// A very long line, as in a file without line breaks, is left out: the place says enough.
    private void report(Place place, String message, String hint) {
        var line = place.line() <= lines.size() ? lines.get(place.line() - 1) : "";
        if (line.length() > LONGEST_EXCERPT || line.isEmpty()) {
            var right = hint.isEmpty() ? "" : " (right would be: " + hint + ")";
            problems.add(Problem.error(place, "", message + right, ""));
        } else {
            problems.add(Problem.error(place, line, message, hint));
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
