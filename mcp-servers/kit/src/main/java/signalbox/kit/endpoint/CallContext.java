package signalbox.kit.endpoint;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.kit.input.Client;
import signalbox.kit.input.InputResponses;

/// How a request came in, apart from what it asks for.
///
/// @param answers to what was asked at an earlier try
/// @param standing whether who asks would still be let in
/// @param envelope what the wire says of the request a second time, to be held against what will run
public record CallContext(Client client, InputResponses answers, BooleanSupplier standing, Envelope envelope) {
    public static final CallContext SILENT = new CallContext(Client.SILENT, InputResponses.NONE, () -> true, _ -> null);

    public CallContext answering(InputResponses given) {
        return new CallContext(client, given, standing, envelope);
    }

    /// Compares what a wire carries besides the message with the version that the call chose.
    @FunctionalInterface
    public interface Envelope {
        /// Why this version must not run on this request, or null.
        @Nullable String objection(Descriptor descriptor);
    }
}
