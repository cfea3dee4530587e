package signalbox.descriptor.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.source.JsonSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

final class SchemaInclusionTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type": "string"}                        | {}
            {"type": "string"}                        | true
            {"type": "integer"}                       | {"type": "number"}
            {"type": "string"}                        | {"type": ["string", "null"]}
            {"enum": ["a", "b"]}                      | {"enum": ["c", "b", "a"]}
            {"const": "a"}                            | {"enum": ["a", "b"]}
            {"enum": ["a", "b"]}                      | {"type": "string", "maxLength": 1}
            {"type": "string", "maxLength": 5}        | {"type": "string", "maxLength": 6}
            {"type": "integer", "exclusiveMinimum": 1} | {"type": "integer", "minimum": 1}
            {"type": "integer", "multipleOf": 6}      | {"type": "integer", "multipleOf": 3}
            {"type": "integer"}                       | {"type": "integer", "maxLength": 3}
            {"required": ["a", "b"]}                  | {"required": ["b"]}
            {"properties": {"a": {"type": "integer"}}} | {"properties": {"a": {"type": "number"}}}
            {"additionalProperties": false}           | {"properties": {"a": {"type": "string"}}, "additionalProperties": false}
            {"items": {"enum": [1, 2]}}               | {"items": {"type": "integer"}}
            {"anyOf": [{"type": "string"}]}           | {"anyOf": [{"type": "null"}, {"type": "string"}]}
            {"type": "string"}                        | {"anyOf": [{"type": "null"}, {"type": "string"}]}
            {"type": "string", "description": "x"}    | {"type": "string", "description": "y", "title": "z"}
            {"$ref": "#/$defs/a", "$defs": {"a": {}}} | {"$ref": "#/$defs/a", "$defs": {"a": {}}, "title": "t"}
            """)
    void theWiderSchemaAcceptsAllThatTheNarrowerDoes(String narrower, String wider) {
        assertThat(SchemaInclusion.differences(JSON.readTree(narrower), JSON.readTree(wider))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                   | {"type": "string"}                       | /type                     | true
            {"type": ["string", "null"]}         | {"type": "string"}                       | /type                     | true
            {"type": "number"}                   | {"type": "integer"}                      | /type                     | true
            {"enum": ["a", "b"]}                 | {"enum": ["a"]}                          | /enum                     | true
            {"type": "string"}                   | {"type": "string", "maxLength": 6}       | /maxLength                | true
            {"type": "string"}                   | {"type": "string", "minLength": 1}       | /minLength                | true
            {"minimum": 1}                       | {"exclusiveMinimum": 1}                  | /exclusiveMinimum         | true
            {"maximum": 5}                       | {"maximum": 4}                           | /maximum                  | true
            {"required": ["a"]}                  | {"required": ["a", "b"]}                 | /required/b               | true
            {}                                   | {"additionalProperties": false}          | /additionalProperties     | true
            {"properties": {"a": {}}}            | {"properties": {"a": {"type": "null"}}}  | /properties/a/type        | true
            {"properties": {"title": {}}}        | {"properties": {"title": {"enum": [1]}}} | /properties/title/enum    | true
            {"properties": {}}                   | {"properties": {"a": {"type": "null"}}}  | /properties/a/type        | true
            {"properties": {"a": {}}, "additionalProperties": false} | {"additionalProperties": false} | /properties/a    | true
            {"type": "string"}                   | {"type": "string", "pattern": "^a"}      | /pattern                  | false
            {"pattern": "^ab"}                   | {"pattern": "^a"}                        | /pattern                  | false
            {"not": {"type": "null"}}            | {"not": {"type": "string"}}              | /not                      | false
            {"$ref": "#/$defs/a", "$defs": {"a": {}}} | {"$ref": "#/$defs/a", "$defs": {"a": {"type": "null"}}} | /$ref  | false
            {"x-new": 1}                         | {"x-new": 2}                             | /x-new                    | false
            """)
    void whatTheWiderSchemaRefusesOrMayRefuseIsADifference(String narrower, String wider, String pointer, boolean known) {
        assertThat(SchemaInclusion.differences(JSON.readTree(narrower), JSON.readTree(wider)))
                .contains(new SchemaInclusion.Difference(pointer, known));
    }

    @Test
    void anAnswerWithoutDifferencesIsTrueOfEveryValue() {
        long seed = 20_251;
        var random = new Random(seed);
        int included = 0;

        for (int i = 0; i < 4_000; i++) {
            var narrower = schema(random, 2);
            var wider = random.nextBoolean() ? schema(random, 2) : changed(narrower, random);
            if (!SchemaInclusion.differences(narrower, wider).isEmpty()) {
                continue;
            }
            included++;
            var narrow = JsonSchema.of(narrower);
            var wide = JsonSchema.of(wider);
            for (int j = 0; j < 30; j++) {
                var value = value(random, 2);
                if (narrow.violations(value).isEmpty()) {
                    assertThat(wide.violations(value)).as("seed %s: %s in %s: %s", seed, narrower, wider, value).isEmpty();
                }
            }
        }

        assertThat(included).as("seed %s", seed).isGreaterThan(500);
    }

    @Test
    void everySchemaIncludesItself() {
        long seed = 20_252;
        var random = new Random(seed);

        for (int i = 0; i < 2_000; i++) {
            var schema = schema(random, 3);
            assertThat(SchemaInclusion.differences(schema, schema.deepCopy())).as("seed %s: %s", seed, schema).isEmpty();
        }
    }

    private static JsonNode changed(ObjectNode schema, Random random) {
        var changed = schema.deepCopy();
        var keywords = new ArrayList<>(changed.propertyNames());
        if (!keywords.isEmpty()) {
            changed.remove(keywords.get(random.nextInt(keywords.size())));
        }
        schema(random, 1).forEachEntry((keyword, value) -> {
            if (random.nextInt(4) == 0) {
                changed.set(keyword, value);
            }
        });
        return changed;
    }

    private static ObjectNode schema(Random random, int depth) {
        var schema = NODES.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(depth > 0 ? 15 : 9)) {
                case 0, 1 -> schema.put("type", pick(random, "string", "integer", "number", "object", "array", "null"));
                case 2 -> schema.put("minimum", random.nextInt(4));
                case 3 -> schema.put("exclusiveMaximum", random.nextInt(5));
                case 4 -> schema.put("maxLength", random.nextInt(3));
                case 5 -> schema.set("enum", NODES.arrayNode().add(value(random, 1)).add(value(random, 0)));
                case 6 -> schema.put("minItems", random.nextInt(3));
                case 7 -> schema.set("required", NODES.arrayNode().add(pick(random, "a", "b")));
                case 8 -> schema.put("multipleOf", 1 + random.nextInt(3));
                case 9, 10 -> schema.putObject("properties").set(pick(random, "a", "b"), schema(random, depth - 1));
                case 11 -> schema.set("additionalProperties", random.nextBoolean()
                        ? NODES.booleanNode(random.nextBoolean()) : schema(random, depth - 1));
                case 12 -> schema.set("items", schema(random, depth - 1));
                case 13 -> schema.set(pick(random, "anyOf", "oneOf", "allOf"),
                        NODES.arrayNode().add(schema(random, depth - 1)).add(schema(random, depth - 1)));
                default -> schema.set(pick(random, "not", "propertyNames", "contains", "if", "then"), schema(random, depth - 1));
            }
        }
        return schema;
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.numberNode(random.nextInt(6));
            case 2 -> NODES.numberNode(random.nextInt(10) / 2.0);
            case 3, 4 -> NODES.stringNode(pick(random, "", "a", "b", "abc"));
            case 5 -> {
                var list = NODES.arrayNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
            default -> {
                var map = NODES.objectNode();
                for (var key : List.of("a", "b", "c")) {
                    if (random.nextBoolean()) {
                        map.set(key, value(random, depth - 1));
                    }
                }
                yield map;
            }
        };
    }

    private static String pick(Random random, String... words) {
        return words[random.nextInt(words.length)];
    }
}
