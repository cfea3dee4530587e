package signalbox.retail.v1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The arguments of one call; by now each is there and of its type.
record NamedArguments(ObjectNode values) {
    /// What Python says of surplus or missing arguments, a surplus one first; null where all is well.
    static @Nullable String mistake(String tool, List<String> expected, ObjectNode given) {
        for (var name : given.propertyNames()) {
            if (!expected.contains(name)) {
                return "RetailTools." + tool + "() got an unexpected keyword argument '" + name + "'";
            }
        }
        var missing = new ArrayList<String>();
        for (var name : expected) {
            if (!given.has(name)) {
                missing.add("'" + name + "'");
            }
        }
        if (missing.isEmpty()) {
            return null;
        }
        return "RetailTools." + tool + "() missing " + missing.size() + " required positional argument"
                + (missing.size() == 1 ? "" : "s") + ": " + listed(missing);
    }

    private static String listed(List<String> names) {
        int last = names.size() - 1;
        return switch (names.size()) {
            case 1 -> names.getFirst();
            case 2 -> names.getFirst() + " and " + names.getLast();
            default -> String.join(", ", names.subList(0, last)) + ", and " + names.get(last);
        };
    }

    String text(String name) {
        var value = values.path(name);
        if (!value.isString()) {
            throw new IllegalStateException("'" + name + "' is not a string: the input schema let it pass");
        }
        return value.stringValue();
    }

    List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (var value : values.path(name)) {
            if (!value.isString()) {
                throw new IllegalStateException("'" + name + "' holds no strings: the input schema let it pass");
            }
            texts.add(value.stringValue());
        }
        return texts;
    }
}
