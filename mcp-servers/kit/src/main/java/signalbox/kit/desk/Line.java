package signalbox.kit.desk;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.kit.ask.Answers;
import signalbox.kit.ask.Client;

/// How a request came in, apart from what it asks for.
///
/// @param answers to what was asked at an earlier try
/// @param standing whether who asks would still be let in
/// @param envelope what the wire says of the request a second time, to be held against what will run
public record Line(Client client, Answers answers, BooleanSupplier standing, Envelope envelope) {
    public static final Line SILENT = new Line(Client.SILENT, Answers.NONE, () -> true, _ -> null);

    public Line answering(Answers given) {
        return new Line(client, given, standing, envelope);
    }

    /// Compares what a wire carries besides the message with the version that the call chose.
    @FunctionalInterface
    public interface Envelope {
        /// Why this version must not run on this request, or null.
        @Nullable String objection(Descriptor descriptor);
    }
}
