package signalbox.source;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import signalbox.json.JsonPointers;
import signalbox.json.JsonReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// A compiled JSON Schema 2020-12: fetches nothing, asserts `format`, and its work is bounded.
///
/// Two keywords of ours are for the schemas of files people edit: `x-later` lists keys of an object that are not
/// supported yet, `x-hint` says what would be right.
public final class JsonSchema {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final int MOST_STEPS = 200_000;
    private static final int DEEPEST = 400;
    private static final Set<String> HOLD_DATA = Set.of("const", "enum", "default", "examples");
    /// A keyword that nobody knows says nothing, and is not worth a line in a log.
    private static final Dialect SPOKEN = Dialect.builder(Dialects.getDraft202012())
            .unknownKeywordFactory((keyword, _) -> new NonValidationKeyword(keyword))
            .build();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SPOKEN,
            builder -> builder.schemaCacheEnabled(false)
                    .schemaLoader(loader -> loader.fetchRemoteResources(false))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .formatAssertionsEnabled(true)
                            .losslessNarrowing(true)
                            .regularExpressionFactory(source -> TextPattern.compile(source)::isFoundIn)
                            .build()));
    private static final Schema META = REGISTRY.getSchema(SchemaLocation.of(DIALECT));
    /// The meta schema is spread over files of its own.
    private static final JsonNode ELSEWHERE = MissingNode.getInstance();

    private final JsonNode tree;
    private final Schema schema;

    private JsonSchema(JsonNode tree, Schema schema) {
        this.tree = tree;
        this.schema = schema;
    }

    /// @throws IllegalArgumentException where it is no schema; `faults` says all that is wrong with it
    public static JsonSchema of(JsonNode tree) {
        try {
            var schema = REGISTRY.getSchema(tree);
            schema.initializeValidators();
            return new JsonSchema(tree, schema);
        } catch (SchemaException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no usable JSON Schema: " + e.getMessage(), e);
        }
    }

    /// A schema shipped on the class path, such as `signalbox/schema/server.schema.json`.
    public static JsonSchema resource(String name) {
        try (var in = JsonSchema.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return of(JsonReader.STORED.read(in).orThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What keeps a tree from being a JSON Schema 2020-12 that needs no other file; empty where nothing does.
    public static List<Violation> faults(JsonNode tree) {
        var faults = new ArrayList<>(violations(META, ELSEWHERE, tree));
        gatherForeign(tree, tree, "", faults);
        if (faults.isEmpty()) {
            try {
                of(tree);
            } catch (IllegalArgumentException e) {
                faults.add(new Violation("", "schema", String.valueOf(e.getMessage()), ""));
            }
        }
        return faults;
    }

    private static void gatherForeign(JsonNode root, JsonNode node, String pointer, List<Violation> faults) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                gatherForeign(root, node.get(i), JsonPointers.child(pointer, i), faults);
            }
        }
        node.forEachEntry((key, value) -> {
            var child = JsonPointers.child(pointer, key);
            if (value.isString() && (key.equals("$ref") || key.equals("$dynamicRef"))) {
                checkReference(root, key, value.stringValue(), child, faults);
            } else if (value.isString() && key.equals("$schema") && !value.stringValue().equals(DIALECT)) {
                faults.add(new Violation(child, key, "the schema dialect '" + value.stringValue() + "' is not spoken here",
                        "leave $schema out or write " + DIALECT));
            } else if (!HOLD_DATA.contains(key)) {
                gatherForeign(root, value, child, faults);
            }
        });
    }

    private static void checkReference(JsonNode root, String key, String reference, String pointer, List<Violation> faults) {
        if (!reference.startsWith("#")) {
            faults.add(new Violation(pointer, key, "'" + reference + "' points out of this schema",
                    "only references that start with # are followed"));
        } else if (!reference.equals("#") && !reference.startsWith("#/") && !isAnchor(root, reference.substring(1))) {
            faults.add(new Violation(pointer, key, "'" + reference + "' is no anchor of this schema",
                    "write $anchor or $dynamicAnchor where it leads, or a pointer such as #/$defs/a"));
        }
    }

    private static boolean isAnchor(JsonNode root, String name) {
        return Stream.of("$anchor", "$dynamicAnchor").flatMap(key -> root.findValues(key).stream())
                .anyMatch(anchor -> anchor.asString("").equals(name));
    }

    public JsonNode tree() {
        return tree;
    }

    /// Every way in which the value breaks this schema, in no promised order.
    public List<Violation> violations(JsonNode instance) {
        return violations(schema, tree, instance);
    }

    /// Every way in which the file breaks this schema, with its place.
    public List<Problem> check(YamlSource source) {
        var problems = new ArrayList<Problem>();
        for (var violation : violations(source.tree())) {
            problems.add(problem(source, "", violation));
        }
        return Problem.sorted(problems);
    }

    /// A violation of a value inside a file (at `base`) as a problem with its place.
    public static Problem problem(YamlSource source, String base, Violation violation) {
        var pointer = base + violation.pointer();
        return ViolationText.isAboutKey(violation.keyword())
                ? source.errorAtKey(pointer, violation.message(), violation.hint())
                : source.error(pointer, violation.message(), violation.hint());
    }

    private static List<Violation> violations(Schema schema, JsonNode tree, JsonNode instance) {
        try {
            var errors = schema.validate(instance, context -> context.executionConfig(config ->
                    config.maxEvaluationSteps(MOST_STEPS).maxEvaluationDepth(DEEPEST)));
            return firstThingsFirst(errors.stream().map(error -> ViolationText.of(error, tree)).distinct().toList());
        } catch (ValidationLimitExceededException e) {
            return List.of(tooMuch("the value takes too many steps to check"));
        } catch (TextPattern.TooMuchWork e) {
            return List.of(tooMuch(String.valueOf(e.getMessage())));
        } catch (SchemaException e) {
            // A reference is followed when it is met, and may lead nowhere.
            return List.of(new Violation("", "schema", "the schema cannot be used: " + e.getMessage(), ""));
        }
    }

    /// A value that is none of the words, or of a wrong type, breaks other keywords too; only the first is worth saying.
    private static List<Violation> firstThingsFirst(List<Violation> all) {
        var foremost = new HashMap<String, String>();
        for (var keyword : List.of("type", "enum")) {
            for (var violation : all) {
                if (violation.keyword().equals(keyword)) {
                    foremost.put(violation.pointer(), keyword);
                }
            }
        }
        return all.stream()
                .filter(it -> foremost.getOrDefault(it.pointer(), it.keyword()).equals(it.keyword()))
                .toList();
    }

    private static Violation tooMuch(String message) {
        return new Violation("", "limit", message, "");
    }
}
