package signalbox.kit.call;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.EffectClass;
import signalbox.kit.tool.ToolRequest;
import signalbox.kit.tool.ToolWork;

/// A permitted call, ready to be done.
///
/// @param standing whether the call is permitted still: asked again when its work begins, for it may have waited
/// @param callId the caller's name for this call, or null where a repetition need not be recognised
public record Invocation(
        Descriptor descriptor, ToolWork work, ToolRequest request, BooleanSupplier standing, @Nullable String callId, RecordedDecision ruling) {
    /// Whether nothing of it needs to be kept together: the work writes nothing, and no repetition is to be recognised.
    boolean keepsNothing() {
        return callId == null && descriptor.effect().effectClass() == EffectClass.READ;
    }
}
