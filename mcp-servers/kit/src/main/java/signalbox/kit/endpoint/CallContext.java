package signalbox.kit.endpoint;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.kit.input.Client;
import signalbox.kit.input.InputResponses;

/// Who makes a request and how it came in: everything about it but its parameters.
///
/// @param responses to what was asked at an earlier try
/// @param live whether the credential would still be let in
public record CallContext(CallerContext caller, Client client, InputResponses responses, BooleanSupplier live, Envelope envelope) {
    /// A request by a client that can do nothing, whose credential stays good, and that says nothing of itself outside
    /// its message.
    public static CallContext silent(CallerContext caller) {
        return new CallContext(caller, Client.SILENT, InputResponses.NONE, () -> true, _ -> null);
    }

    public CallContext with(InputResponses given) {
        return new CallContext(caller, client, given, live, envelope);
    }

    /// What a request says of itself outside its message, such as in headers.
    @FunctionalInterface
    public interface Envelope {
        /// Why a call with this envelope must not run this version, or null.
        @Nullable String objection(Descriptor descriptor);
    }
}
