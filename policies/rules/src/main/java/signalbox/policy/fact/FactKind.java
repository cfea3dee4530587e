package signalbox.policy.fact;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The kinds of facts that a condition can use, and which fact is of which kind.
public enum FactKind {
    TEXT("a text", SimpleType.STRING),
    TEXTS("a list of texts", ListType.create(SimpleType.STRING)),
    TEXT_BY_KEY("an object of texts", MapType.create(SimpleType.STRING, SimpleType.STRING)),
    WHOLE("a whole number that is not negative", SimpleType.INT),
    NUMBER("a number", SimpleType.DOUBLE),
    TOOL("an object with tool, version, effect and labels", MapType.create(SimpleType.STRING, SimpleType.DYN)),
    TOOLS("a list of objects with name, version, effect and labels", ListType.create(TOOL.type));

    public static final Map<String, FactKind> FACTS = facts();

    private final String words;
    private final CelType type;

    FactKind(String words, CelType type) {
        this.words = words;
        this.type = type;
    }

    /// What a value of this kind is, in words.
    public String words() {
        return words;
    }

    public static Map<String, CelType> types() {
        var types = new LinkedHashMap<String, CelType>();
        FACTS.forEach((name, kind) -> types.put(name, kind.type));
        return types;
    }

    public boolean fits(JsonNode value) {
        return switch (this) {
            case TEXT -> value.isString();
            case TEXTS -> value.isArray() && value.valueStream().allMatch(JsonNode::isString);
            case TEXT_BY_KEY -> value.isObject() && value.valueStream().allMatch(JsonNode::isString);
            case WHOLE -> value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 0;
            case NUMBER -> value.isNumber();
            case TOOL -> isTool(value, "tool");
            case TOOLS -> value.isArray() && value.valueStream().allMatch(tool -> isTool(tool, "name"));
        };
    }

    private static boolean isTool(JsonNode value, String nameKey) {
        return value.isObject()
                && value.path(nameKey).isString()
                && TEXT.fitsOrMissing(value.path("version"))
                && TEXT.fitsOrMissing(value.path("effect").path("class"))
                && TEXTS.fitsOrMissing(value.path("labels"));
    }

    private boolean fitsOrMissing(JsonNode value) {
        return value.isMissingNode() || fits(value);
    }

    private static Map<String, FactKind> facts() {
        var facts = new LinkedHashMap<String, FactKind>();
        facts.put("run.caller", TEXT);
        facts.put("run.task", TEXT);
        facts.put("run.labels", TEXTS);
        facts.put("run.metadata", TEXT_BY_KEY);
        facts.put("run.session", TEXT);
        facts.put("run.budget_left", NUMBER);
        facts.put("run.seconds_left", NUMBER);
        facts.put("step.index", WHOLE);
        facts.put("step.after", TEXT);
        facts.put("step.kind", TEXT);
        facts.put("step.task", TEXT);
        facts.put("step.task_confidence", NUMBER);
        facts.put("step.complexity", NUMBER);
        facts.put("step.tokens", WHOLE);
        facts.put("step.labels", TEXTS);
        facts.put("step.tools", TOOLS);
        facts.put("step.last_call", TOOL);
        facts.put("step.wants", TEXTS);
        facts.put("step.last_model", TEXT);
        facts.put("step.failures", WHOLE);
        return Collections.unmodifiableMap(facts);
    }
}
