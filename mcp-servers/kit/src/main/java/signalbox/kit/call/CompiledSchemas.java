package signalbox.kit.call;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.source.JsonSchema;

/// The compiled schemas of tool versions, each compiled at its first use.
public final class CompiledSchemas {
    private final ConcurrentMap<String, JsonSchema> inputs = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, JsonSchema> outputs = new ConcurrentHashMap<>();

    public JsonSchema input(Descriptor descriptor) {
        return inputs.computeIfAbsent(descriptor.digest(), _ -> JsonSchema.of(descriptor.input()));
    }

    /// Null where the version promises text only.
    public @Nullable JsonSchema output(Descriptor descriptor) {
        var schema = descriptor.output().schema();
        return schema == null ? null : outputs.computeIfAbsent(descriptor.digest(), _ -> JsonSchema.of(schema));
    }
}
