package signalbox.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class JsonSchemaTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                            | 'id' is missing (required here: id)
            {"id": 5}                     | /id: 'id' must be a string, not 5
            {"id": "a1"}                  | /id: 'id' has the wrong form: 'a1' (it must match ^[a-z]+$)
            {"id": "a\\n"}                | /id: 'id' has the wrong form: 'a\\n' (it must match ^[a-z]+$)
            {"id": "a", "x": 1}           | /x: unknown key 'x' (allowed keys: id, kind, many, when, of)
            {"id": "a", "soon": 1}        | /soon: 'soon' is not supported yet (remove it)
            {"id": "a", "kind": "z"}      | /kind: 'kind' must be one of its words, not 'z' (one of: x, y)
            {"id": "a", "many": [1, 0.5]} | /many/1: 'many[1]' must be an integer, not 0.5
            {"id": "a", "many": [0]}      | /many/0: 'many[0]' must be at least 1: 0
            {"id": "a", "many": [1, 1.0]} | /many: 'many' must not name the same entry twice
            {"id": "a", "when": "x"}      | /when: 'when' must be of the form 'uuid': 'x'
            {"id": "a", "of": {"B": 1}}   | /of/B: 'B' is not a name that is allowed here (lower-case letters)
            """)
    void aViolationSaysWhatIsWrongAndWhatWouldBeRight(String json, String said) {
        var schema = JsonSchema.of(tree("""
                {"type": "object", "required": ["id"], "additionalProperties": false, "x-later": ["soon"],
                 "properties": {"id": {"type": "string", "pattern": "^[a-z]+$"}, "kind": {"enum": ["x", "y"]},
                   "many": {"type": "array", "uniqueItems": true, "items": {"type": "integer", "minimum": 1}},
                   "when": {"type": "string", "format": "uuid"},
                   "of": {"propertyNames": {"pattern": "^[a-z]$", "x-hint": "lower-case letters"}}}}"""));

        var violations = schema.violations(tree(json));

        assertThat(violations).extracting(Violation::toString).containsExactly(said.replace("\\n", "\n"));
    }

    @Test
    void wordsMayBeAnyValue() {
        var schema = JsonSchema.of(tree("{\"enum\": [{\"a\": 1}, null, \"x\"]}"));

        assertThat(schema.violations(tree("[2]"))).extracting(Violation::toString)
                .containsExactly("the whole must be one of its words, not an array (one of: {\"a\":1}, null, x)");
    }

    @Test
    void aSoundValueHasNoViolations() {
        var schema = JsonSchema.of(tree("{\"type\": \"object\", \"properties\": {\"n\": {\"type\": \"integer\"}}}"));

        assertThat(schema.violations(tree("{\"n\": 1.0}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type": "strin"}                                  | /type
            {"$ref": "https://example.org/a.json"}             | /$ref
            {"unevaluatedProperties": {"$dynamicRef": "#me"}}  | /unevaluatedProperties/$dynamicRef
            {"properties": {"a": {"$ref": "other.json"}}}      | /properties/a/$ref
            {"$schema": "http://json-schema.org/draft-07/schema#"} | /$schema
            {"properties": {"a": {"minLength": -1}}}           | /properties/a/minLength
            {"required": "a"}                                  | /required
            {"$ref": "#/$defs/none"}                           | ``
            {"properties": {"a": {"pattern": "("}}}            | /properties/a/pattern
            """)
    void aTreeThatIsNoClosedSchemaHasAFaultAtItsPlace(String json, String pointer) {
        var faults = JsonSchema.faults(tree(json));

        assertThat(faults).extracting(Violation::pointer).contains(pointer);
        assertThatThrownBy(() -> JsonSchema.of(tree("{\"$ref\": \"https://example.org/a.json\"}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReferenceInsideDataIsNoReference() {
        var faults = JsonSchema.faults(tree("""
                {"default": {"$ref": "https://example.org"}, "properties": {"$ref": {"type": "string"}}}"""));

        assertThat(faults).isEmpty();
    }

    @Test
    void theWorkOfACheckIsBounded() {
        var slow = JsonSchema.of(tree("{\"pattern\": \"a*a*a*a*a*a*b\"}"));
        var endless = JsonSchema.of(tree("{\"$ref\": \"#\"}"));

        assertThat(slow.violations(tree("\"" + "a".repeat(200) + "!\""))).extracting(Violation::keyword).containsExactly("limit");
        assertThat(endless.violations(tree("1"))).extracting(Violation::keyword).containsExactly("limit");
    }

    @Test
    void aReferenceThatLeadsNowhereWhenItIsMetIsAViolation() {
        var schema = JsonSchema.of(tree("{\"unevaluatedProperties\": {\"$dynamicRef\": \"#me\"}}"));

        assertThat(schema.violations(tree("{\"a\": 1}"))).extracting(Violation::keyword).containsExactly("schema");
    }

    private static JsonNode tree(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
