package signalbox.policy.grant;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The name of an argument, with dots where it lies inside another: `address.city`.
public record ArgumentPath(List<String> steps) implements Comparable<ArgumentPath> {
    public ArgumentPath {
        steps = List.copyOf(steps);
    }

    public static ArgumentPath parse(String text) {
        return new ArgumentPath(List.of(text.split("\\.", -1)));
    }

    /// The value of this argument, or null where it is absent.
    public @Nullable JsonNode in(JsonNode arguments) {
        JsonNode at = arguments;
        for (var step : steps) {
            at = at.isObject() ? at.get(step) : null;
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    /// The schema of this argument, or null where the input declares none.
    public @Nullable JsonNode schemaIn(JsonNode input) {
        JsonNode at = input;
        for (var step : steps) {
            at = at.path("properties").get(step);
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    /// Whether the schema demands this argument and everything it lies in.
    public boolean isRequiredIn(JsonNode input) {
        JsonNode at = input;
        for (var step : steps) {
            if (at.path("required").valueStream().noneMatch(name -> name.asString().equals(step))) {
                return false;
            }
            at = at.path("properties").path(step);
        }
        return true;
    }

    @Override
    public int compareTo(ArgumentPath other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return String.join(".", steps);
    }
}
