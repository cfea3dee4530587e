package signalbox.host.api.request;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.host.api.error.ApiRefusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The fields of a JSON object in a request; what has the wrong type or an unknown name is refused with its path.
///
/// @param path the object's own path, empty for the body
public record Fields(ObjectNode object, String path) {
    public static Fields of(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            return new Fields(object, path);
        }
        throw ApiRefusal.invalid(path, "'" + path + "' must be an object");
    }

    /// Refuses any other name.
    public Fields only(Set<String> names) {
        for (var name : object.propertyNames()) {
            if (!names.contains(name)) {
                throw ApiRefusal.invalid(at(name), "'" + at(name) + "' is unknown here: allowed are " + new TreeSet<>(names));
            }
        }
        return this;
    }

    public boolean has(String name) {
        return object.has(name) && !object.get(name).isNull();
    }

    public JsonNode node(String name) {
        return object.path(name);
    }

    public String text(String name, String otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        var value = object.path(name);
        if (!value.isString()) {
            throw wrong(name, "a string");
        }
        return value.asString();
    }

    public List<Fields> objects(String name) {
        if (!has(name)) {
            return List.of();
        }
        var list = object.path(name);
        if (!list.isArray()) {
            throw wrong(name, "a list");
        }
        var found = new ArrayList<Fields>();
        for (var element : list) {
            found.add(of(element, at(name) + "[" + found.size() + "]"));
        }
        return found;
    }

    public SortedSet<String> texts(String name) {
        if (!has(name)) {
            return Collections.emptySortedSet();
        }
        var texts = new TreeSet<String>();
        if (!object.path(name).isArray()) {
            throw wrong(name, "a list of strings");
        }
        for (var element : object.path(name)) {
            if (!element.isString()) {
                throw wrong(name, "a list of strings");
            }
            texts.add(element.asString());
        }
        return texts;
    }

    public SortedMap<String, String> strings(String name) {
        var strings = new TreeMap<String, String>();
        if (has(name)) {
            for (var field : of(object.path(name), at(name)).object().properties()) {
                if (!field.getValue().isString()) {
                    throw wrong(name + "." + field.getKey(), "a string");
                }
                strings.put(field.getKey(), field.getValue().asString());
            }
        }
        return strings;
    }

    public @Nullable BigDecimal number(String name) {
        if (!has(name)) {
            return null;
        }
        if (!object.path(name).isNumber()) {
            throw wrong(name, "a number");
        }
        return object.path(name).decimalValue();
    }

    public String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private ApiRefusal wrong(String name, String right) {
        return ApiRefusal.invalid(at(name), "'" + at(name) + "' must be " + right);
    }
}
