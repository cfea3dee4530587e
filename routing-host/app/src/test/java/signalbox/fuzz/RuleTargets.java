package signalbox.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import signalbox.descriptor.HeaderValue;
import signalbox.descriptor.ResourceUri;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.UpstreamDigest;
import signalbox.descriptor.Version;
import signalbox.descriptor.VersionRange;
import signalbox.json.JsonReader;
import signalbox.policy.condition.Conditions;
import signalbox.policy.grant.Glob;
import signalbox.policy.grant.ToolPattern;
import signalbox.policy.money.Cost;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.source.Checked;
import signalbox.source.JsonSchema;
import signalbox.source.Place;
import signalbox.source.Problem;
import signalbox.source.TextPattern;
import tools.jackson.databind.node.ObjectNode;

/// What is checked against, and what it is checked with.
final class RuleTargets {
    private static final Conditions CONDITIONS = Conditions.over(Map.of(
            "caller", SimpleType.STRING,
            "step.task", SimpleType.STRING,
            "step.tokens", SimpleType.INT,
            "step.labels", ListType.create(SimpleType.STRING),
            "args", MapType.create(SimpleType.STRING, SimpleType.DYN)));
    private static final Map<String, Object> FACTS = Map.of(
            "caller", "agent:desk",
            "step.task", "a".repeat(2_000) + "!",
            "step.tokens", 8_000L,
            "step.labels", List.of("pii", "draft"),
            "args", JsonReader.STORED.read("{\"amount\": 3.5, \"items\": [1, 2, {\"a\": \"b\"}], \"name\": \"Ann\"}").orThrow());

    private RuleTargets() {}

    /// A schema without faults can be used: on the value, and on the way to a model of each provider.
    static void schema(String written, String value) {
        var schema = JsonReader.STORED.read(written).treeOrNull();
        if (schema == null || !JsonSchema.faults(schema).isEmpty()) {
            return;
        }
        UpstreamDigest.of(schema);
        var instance = JsonReader.STORED.read(value).treeOrNull();
        JsonSchema.of(schema).violations(instance == null ? schema : instance);
        if (schema instanceof ObjectNode object && object.path("type").asString("").equals("object")) {
            WireTargets.show(object);
        }
    }

    static void condition(String text) {
        var compiled = CONDITIONS.compile(text, (offset, message, hint) -> {
            assertThat(offset).isBetween(0, text.codePointCount(0, text.length()));
            return Problem.error(new Place("fuzz.yaml", 1, offset + 1), text, message, hint);
        });
        switch (compiled) {
            case Checked.Sound(var condition, _) -> condition.holds(FACTS);
            case Checked.Broken(var problems) -> Problem.rendered(problems);
        }
    }

    static void pattern(String expression, String text) {
        try {
            TextPattern.compile(expression).isFoundIn(text);
        } catch (IllegalArgumentException | TextPattern.TooMuchWork _) {
            // Refused in words.
        }
    }

    static void names(String text, String name) {
        refusing(VersionRange::parse, text, range -> range.contains(new Version(1, 2, 3)));
        refusing(ToolPattern::parse, text, pattern -> pattern.name().matches(name));
        refusing(PrincipalName::parse, text, PrincipalName::toString);
        refusing(Scopes::parse, text, Scopes::toString);
        refusing(Cost::parse, text, Cost::toString);
        refusing(ToolId::parse, text, ToolId::toString);
        new Glob(text).matches(name);
        ResourceUri.isValid(text);
        HeaderValue.read(text);
        assertThat(HeaderValue.read(HeaderValue.of(name))).isEqualTo(name);
    }

    private static <T, R> void refusing(Function<String, T> parse, String text, Function<T, R> use) {
        T parsed;
        try {
            parsed = parse.apply(text);
        } catch (IllegalArgumentException _) {
            return;
        }
        var _ = use.apply(parsed);
    }
}
