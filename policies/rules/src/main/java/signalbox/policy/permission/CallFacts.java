package signalbox.policy.permission;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.Effect;
import signalbox.policy.condition.Conditions;
import signalbox.policy.condition.JsonFacts;
import tools.jackson.databind.node.ObjectNode;

/// What a `when` of a permission file may know of a call.
record CallFacts(PrincipalName caller, Descriptor tool, Effect effect, ObjectNode arguments)
        implements Function<String, @Nullable Object> {
    static final Conditions CONDITIONS = Conditions.over(Map.<String, CelType>ofEntries(
            Map.entry("args", MapType.create(SimpleType.STRING, SimpleType.DYN)),
            Map.entry("caller", SimpleType.STRING),
            Map.entry("tool.name", SimpleType.STRING),
            Map.entry("tool.version", SimpleType.STRING),
            Map.entry("tool.labels", ListType.create(SimpleType.STRING)),
            Map.entry("effect.class", SimpleType.STRING),
            Map.entry("effect.destructive", SimpleType.BOOL),
            Map.entry("effect.money", SimpleType.BOOL),
            Map.entry("effect.open_world", SimpleType.BOOL)));

    @Override
    public @Nullable Object apply(String name) {
        return switch (name) {
            case "args" -> JsonFacts.of(arguments);
            case "caller" -> caller.toString();
            case "tool.name" -> tool.id().name().toString();
            case "tool.version" -> tool.id().version().toString();
            case "tool.labels" -> List.copyOf(tool.labels());
            case "effect.class" -> effect.effectClass().word();
            case "effect.destructive" -> effect.destructive();
            case "effect.money" -> effect.money();
            case "effect.open_world" -> effect.openWorld();
            default -> null;
        };
    }
}
