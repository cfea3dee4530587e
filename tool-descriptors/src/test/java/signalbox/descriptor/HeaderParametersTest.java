package signalbox.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.source.Violation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

final class HeaderParametersTest {
    private static final long SEED = Long.getLong("laws.seed", 2_243L);

    @Test
    void annotatedArgumentsAreFoundInTheOrderOfTheSchema() {
        var found = HeaderParameters.of(schema("""
                {"type": "object", "required": ["b"], "properties": {
                  "b": {"type": "string", "x-mcp-header": "Region"},
                  "a": {"type": "object", "properties": {"x-mcp-header": {"type": "integer", "x-mcp-header": "Priority"}}},
                  "c": {"type": "boolean"}, "d": {"type": "boolean", "x-mcp-header": "x-d"}}}"""));

        assertThat(found).isEqualTo(new HeaderParameters.Sound(List.of(
                new HeaderParameter("Region", List.of("b")),
                new HeaderParameter("Priority", List.of("a", "x-mcp-header")),
                new HeaderParameter("x-d", List.of("d")))));
    }

    @Test
    void aSchemaWithoutAnnotationsAsksForNoHeader() {
        assertThat(HeaderParameters.of(schema("{\"type\": \"object\"}"))).isEqualTo(new HeaderParameters.Sound(List.of()));
        assertThat(HeaderParameters.of(JsonNodeFactory.instance.missingNode())).isEqualTo(new HeaderParameters.Sound(List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '"', textBlock = """
            {'a': {'type': 'object', 'x-mcp-header': 'A'}} ~ /properties/a/x-mcp-header
            {'a': {'type': 'array', 'x-mcp-header': 'A'}} ~ /properties/a/x-mcp-header
            {'a': {'type': 'null', 'x-mcp-header': 'A'}} ~ /properties/a/x-mcp-header
            {'a': {'type': 'number', 'x-mcp-header': 'A'}} ~ /properties/a/x-mcp-header
            {'a': {'x-mcp-header': 'A'}} ~ /properties/a/x-mcp-header
            {'a': {'type': 'string', 'x-mcp-header': ''}} ~ /properties/a/x-mcp-header
            {'a': {'type': 'string', 'x-mcp-header': null}} ~ /properties/a/x-mcp-header
            {'a': {'type': 'string', 'x-mcp-header': 'My Region'}} ~ /properties/a/x-mcp-header
            {'a': {'type': 'string', 'x-mcp-header': 'A:B'}} ~ /properties/a/x-mcp-header
            {'a': {'type': 'string', 'x-mcp-header': 'Région'}} ~ /properties/a/x-mcp-header
            {'a': {'type': 'string', 'x-mcp-header': 'A\\tB'}} ~ /properties/a/x-mcp-header
            {'a': {'type': 'string', 'x-mcp-header': 'A\\n'}} ~ /properties/a/x-mcp-header
            {'a': {'type': 'string', 'x-mcp-header': 'A'}, 'b': {'type': 'string', 'x-mcp-header': 'A'}} ~ /properties/b/x-mcp-header
            {'a': {'type': 'string', 'x-mcp-header': 'Ab'}, 'b': {'type': 'string', 'x-mcp-header': 'aB'}} ~ /properties/b/x-mcp-header
            {'a': {'type': 'array', 'items': {'type': 'string', 'x-mcp-header': 'A'}}} ~ /properties/a/items/x-mcp-header
            {'a': {'oneOf': [{'type': 'string', 'x-mcp-header': 'A'}]}} ~ /properties/a/oneOf/0/x-mcp-header
            {'a': {'not': {'properties': {'b': {'type': 'string', 'x-mcp-header': 'A'}}}}} ~ /properties/a/not/properties/b/x-mcp-header
            {'a': {'unheard-of': {'type': 'string', 'x-mcp-header': 'A'}}} ~ /properties/a/unheard-of/x-mcp-header
            {'a': {'patternProperties': {'properties': {'type': 'string', 'x-mcp-header': 'A'}}}} ~ /properties/a/patternProperties/properties/x-mcp-header
            """)
    void aWrongAnnotationIsFoundWhereItStands(String properties, String pointer) {
        var found = HeaderParameters.of(schema("{'type': 'object', 'properties': " + properties + "}"));

        assertThat(found).isInstanceOf(HeaderParameters.Faulty.class);
        assertThat(((HeaderParameters.Faulty) found).faults()).extracting(Violation::pointer).containsExactly(pointer);
    }

    @Test
    void theValueIsReadAtTheExactPathOfObjects() {
        var parameter = new HeaderParameter("City", List.of("address", "0"));

        assertThat(parameter.in(schema("{'address': {'0': 'Berlin'}}"))).hasToString("\"Berlin\"");
        assertThat(parameter.in(schema("{'address': ['Berlin']}"))).isNull();
        assertThat(parameter.in(schema("{'address': {'0': null}}"))).isNull();
        assertThat(parameter.in(schema("{}"))).isNull();
    }

    @Test
    void aRandomSchemaIsSoundExactlyWhereEveryAnnotationIs() {
        System.out.println("laws.seed=" + SEED);
        var random = new Random(SEED);
        int sound = 0;
        int faulty = 0;
        for (int i = 0; i < 20_000; i++) {
            var planted = new Planted(random);
            var schema = planted.schema(3, List.of(), true);

            var found = HeaderParameters.of(schema);

            switch (found) {
                case HeaderParameters.Sound(var parameters) -> {
                    assertThat(planted.wrong).as("%s", schema).isZero();
                    assertThat(parameters).as("%s", schema).isEqualTo(planted.right);
                    sound += planted.right.isEmpty() ? 0 : 1;
                }
                case HeaderParameters.Faulty _ -> {
                    assertThat(planted.wrong).as("%s", schema).isPositive();
                    faulty++;
                }
            }
        }
        assertThat(sound).isGreaterThan(2_000);
        assertThat(faulty).isGreaterThan(2_000);
    }

    /// Makes a schema and knows, as it plants each annotation, whether it may stand there.
    private static final class Planted {
        private static final List<String> ELSEWHERE = List.of("items", "not", "if", "additionalProperties", "contains");
        private static final List<String> TYPES = List.of("string", "integer", "boolean", "string", "integer", "number", "array");

        private final Random random;
        private final List<HeaderParameter> right = new ArrayList<>();
        private final HashSet<String> names = new HashSet<>();
        private int wrong;

        Planted(Random random) {
            this.random = random;
        }

        ObjectNode schema(int depth, List<String> path, boolean reachable) {
            var schema = JsonNodeFactory.instance.objectNode();
            var type = TYPES.get(random.nextInt(TYPES.size()));
            schema.put("type", type);
            if (!path.isEmpty() && random.nextInt(4) == 0) {
                plant(schema, type, path, reachable);
            }
            for (int i = depth == 0 ? 0 : random.nextInt(3); i > 0; i--) {
                var name = "p" + i;
                var longer = new ArrayList<>(path);
                longer.add(name);
                schema.withObjectProperty("properties").set(name, schema(depth - 1, longer, reachable));
            }
            if (depth > 0 && random.nextInt(8) == 0) {
                schema.set(ELSEWHERE.get(random.nextInt(ELSEWHERE.size())), schema(depth - 1, path, false));
            }
            return schema;
        }

        private void plant(ObjectNode schema, String type, List<String> path, boolean reachable) {
            var name = switch (random.nextInt(12)) {
                case 0 -> "a b";
                case 1 -> "";
                default -> (random.nextBoolean() ? "H" : "h") + random.nextInt(40);
            };
            schema.put("x-mcp-header", name);
            boolean good = reachable && !name.isEmpty() && !name.contains(" ")
                    && !type.equals("number") && !type.equals("array");
            boolean fresh = names.add(name.toLowerCase(Locale.ROOT));
            if (good && fresh) {
                right.add(new HeaderParameter(name, path));
            } else {
                wrong++;
            }
        }
    }

    private static JsonNode schema(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
