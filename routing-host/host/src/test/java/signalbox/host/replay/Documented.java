package signalbox.host.replay;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How the benchmark documents the text of a record: `", "` and `": "` between, printable ASCII alone, doubles in their
/// shortest form, and the fields of each kind of record in their order.
final class Documented {
    private static final Map<Set<String>, List<String>> ORDERS = new HashMap<>();

    static {
        for (var fields : List.of(
                "order_id user_id address items status fulfillments payment_history cancel_reason exchange_items "
                        + "exchange_new_items exchange_payment_method_id exchange_price_difference return_items "
                        + "return_payment_method_id",
                "user_id name address email payment_methods orders",
                "name product_id variants",
                "item_id options available price",
                "name product_id item_id price options",
                "first_name last_name",
                "address1 address2 city country state zip",
                "source id brand last_four",
                "source id balance",
                "source id",
                "tracking_id item_ids",
                "transaction_type amount payment_method_id")) {
            var list = List.of(fields.split(" "));
            ORDERS.put(Set.copyOf(list), list);
        }
    }

    private Documented() {}

    static String text(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> StreamSupport.stream(inOrder((ObjectNode) value).spliterator(), false)
                    .map(name -> string(name) + ": " + text(value.path(name)))
                    .collect(Collectors.joining(", ", "{", "}"));
            case ARRAY -> value.valueStream().map(Documented::text).collect(Collectors.joining(", ", "[", "]"));
            case STRING -> string(value.stringValue());
            case NUMBER -> number(value.doubleValue());
            case BOOLEAN, NULL -> value.toString();
            case BINARY, MISSING, POJO -> throw new AssertionError("not JSON: " + value);
        };
    }

    /// The same JSON, with numbers compared as doubles and without regard to the order of fields.
    static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return Double.compare(one.doubleValue(), other.doubleValue()) == 0;
        }
        if (one.isObject() && other.isObject()) {
            return names(one).equals(names(other))
                    && names(one).stream().allMatch(name -> same(one.path(name), other.path(name)));
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                if (!same(one.path(i), other.path(i))) {
                    return false;
                }
            }
            return true;
        }
        return one.equals(other);
    }

    /// What is not a record, such as options, stands in the order of the data file.
    private static Iterable<String> inOrder(ObjectNode object) {
        return ORDERS.getOrDefault(names(object), List.copyOf(object.propertyNames()));
    }

    private static Set<String> names(JsonNode object) {
        return new LinkedHashSet<>(object.propertyNames());
    }

    private static String string(String text) {
        var written = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> written.append('\\').append(c);
                case '\n' -> written.append("\\n");
                case '\t' -> written.append("\\t");
                case '\r' -> written.append("\\r");
                default -> written.append(c >= ' ' && c < 127 ? String.valueOf(c) : "\\u%04x".formatted((int) c));
            }
        }
        return written.append('"').toString();
    }

    /// Amounts of money only: nothing so small or so large that an exponent would be written.
    private static String number(double value) {
        if (value == 0) {
            return Double.toString(value);
        }
        if (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e16) {
            throw new AssertionError("an exponent is due for " + value);
        }
        var plain = new BigDecimal(Double.toString(value)).toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }
}
