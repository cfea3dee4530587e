package signalbox.policy.routing;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.policy.condition.LinearRegex;
import signalbox.json.JsonPointers;
import signalbox.source.JsonSchema;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.JsonNode;

/// Reads `expect` of a rule.
final class ExpectationReader {
    private final YamlSource source;
    private final List<Problem> problems;

    ExpectationReader(YamlSource source, List<Problem> problems) {
        this.source = source;
        this.problems = problems;
    }

    /// Null where it is not written, or not as one.
    @Nullable Expectation read(String rule, JsonNode node) {
        var expect = node.path("expect");
        if (!expect.isObject()) {
            if (node.has("otherwise") && !node.has("expect")) {
                problems.add(source.errorAtKey(
                        JsonPointers.child(rule, "otherwise"), "'otherwise' has no 'expect' beside it",
                        "it says who answers where an answer does not fit: write expect: {...}, or leave it out"));
            }
            return null;
        }
        var pointer = JsonPointers.child(rule, "expect");
        if (!expect.isEmpty() && !expect.has("schema") && !expect.has("regex") && !expect.has("non-empty")) {
            problems.add(source.error(pointer, "'expect' says nothing that an answer must be", "write schema, regex or non-empty: true"));
        }
        return new Expectation(
                schema(JsonPointers.child(pointer, "schema"), expect.path("schema")),
                regex(JsonPointers.child(pointer, "regex"), expect.path("regex")),
                expect.path("non-empty").asBoolean(false), expect.path("repair").asInt(1) > 0);
    }

    private @Nullable JsonSchema schema(String pointer, JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        var faults = JsonSchema.faults(node);
        faults.forEach(fault -> problems.add(JsonSchema.problem(source, pointer, fault)));
        return faults.isEmpty() ? JsonSchema.of(node) : null;
    }

    private @Nullable Pattern regex(String pointer, JsonNode node) {
        if (!node.isString()) {
            return null;
        }
        try {
            return LinearRegex.compile(node.stringValue());
        } catch (PatternSyntaxException e) {
            problems.add(source.error(
                    pointer, "'" + node.stringValue() + "' is not a regular expression: " + e.getDescription(),
                    "RE2 syntax: no look-ahead and no back-references"));
            return null;
        }
    }
}
