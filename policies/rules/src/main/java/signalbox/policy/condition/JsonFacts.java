package signalbox.policy.condition;

import dev.cel.common.values.NullValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import tools.jackson.databind.JsonNode;

/// JSON as the values CEL computes with: 64-bit integers, doubles, texts, lists and maps.
public final class JsonFacts {
    private JsonFacts() {}

    /// A whole number beyond 64 bits becomes a double.
    public static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                var map = new LinkedHashMap<String, Object>();
                node.forEachEntry((key, value) -> map.put(key, of(value)));
                yield map;
            }
            case ARRAY -> {
                var list = new ArrayList<Object>(node.size());
                node.forEach(element -> list.add(of(element)));
                yield list;
            }
            case NUMBER -> number(node);
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.stringValue();
            case NULL, MISSING, BINARY, POJO -> NullValue.NULL_VALUE;
        };
    }

    private static Object number(JsonNode node) {
        if (!node.isIntegralNumber()) {
            return node.doubleValue();
        }
        if (node.canConvertToLong()) {
            return node.longValue();
        }
        BigInteger large = node.bigIntegerValue();
        return large.doubleValue();
    }
}
