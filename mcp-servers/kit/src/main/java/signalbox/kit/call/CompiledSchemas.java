package signalbox.kit.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.source.JsonSchema;

/// The compiled schemas of tool versions, each compiled at its first use.
public final class CompiledSchemas {
    /// More than any installation serves at once: only versions that are served no longer fall out.
    private static final int MOST = 10_000;

    private final Cache<String, JsonSchema> inputs = Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<String, JsonSchema> outputs = Caffeine.newBuilder().maximumSize(MOST).build();

    public JsonSchema input(Descriptor descriptor) {
        return inputs.get(descriptor.digest(), _ -> JsonSchema.of(descriptor.input()));
    }

    /// Null where the version promises text only.
    public @Nullable JsonSchema output(Descriptor descriptor) {
        var schema = descriptor.output().schema();
        return schema == null ? null : outputs.get(descriptor.digest(), _ -> JsonSchema.of(schema));
    }
}
