package signalbox.policy.routing;

import com.google.re2j.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.json.JsonReader;
import signalbox.source.JsonSchema;
import signalbox.source.Violation;

/// What an answer of a rule's steps must be, where it calls no tool.
///
/// @param schema of the JSON that it is, or null
/// @param regex that is found in it (RE2), or null
/// @param nonEmpty whether it says anything
/// @param repair whether a model whose answer does not fit is told so and asked once more
public record Expectation(@Nullable JsonSchema schema, @Nullable Pattern regex, boolean nonEmpty, boolean repair) {
    private static final int NAMED = 3;

    /// What is wrong with the answer; null where nothing is.
    public @Nullable String fault(String answer) {
        if (nonEmpty && answer.isBlank()) {
            return "it is empty";
        }
        if (regex != null && !regex.matcher(answer).find()) {
            return "nothing in it matches " + regex.pattern();
        }
        return schema == null ? null : fault(answer, schema);
    }

    private static @Nullable String fault(String answer, JsonSchema schema) {
        var json = JsonReader.STORED.read(answer).treeOrNull();
        if (json == null) {
            return "it is not JSON";
        }
        var violations = schema.violations(json);
        List<String> named = violations.stream().limit(NAMED).map(Violation::toString).toList();
        int others = violations.size() - named.size();
        return violations.isEmpty() ? null : String.join("; ", named) + (others > 0 ? "; and " + others + " more" : "");
    }
}
