package signalbox.host.wire.caller;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;

/// What a caller who waits for an answer asks for, in no format.
///
/// @param transcript whole, as `Transcript` demands; the caller's call ids are kept as ours
/// @param tools the caller's own functions
/// @param hostTools the host's tools that the caller asks for
/// @param delivery how the caller wants the answer
/// @param choice may name a tool that is in neither list; whoever adds the host's tools checks it
public record CallerRequest(
        String model,
        List<Turn> transcript,
        List<ToolOffer> tools,
        List<HostTools> hostTools,
        ToolChoice choice,
        SamplingOptions options,
        Delivery delivery,
        SortedMap<String, String> metadata) {
    public CallerRequest {
        transcript = List.copyOf(transcript);
        tools = List.copyOf(tools);
        hostTools = List.copyOf(hostTools);
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    public enum Delivery {
        WHOLE,
        STREAM,
        /// With a last event that counts the tokens, in formats where it has to be asked for.
        STREAM_WITH_USAGE
    }

    /// Tools of one of the host's servers.
    ///
    /// @param allowed bare tool names; empty for all of the server's
    public record HostTools(String server, List<String> allowed) {
        public HostTools {
            allowed = List.copyOf(allowed);
        }
    }

    /// A body, read.
    public sealed interface Reading {}

    public record Read(CallerRequest request) implements Reading {}

    /// @param param the place in the body, such as `messages[2].tool_call_id`; empty for the body as a whole
    /// @param message what is wrong and what would be right
    public record Wrong(String param, String message) implements Reading {}

    /// What a reader gives, or the fault that stopped it.
    public static Reading reading(Supplier<CallerRequest> reader) {
        try {
            return new Read(reader.get());
        } catch (CallerFault fault) {
            return new Wrong(fault.param(), fault.message());
        }
    }
}
