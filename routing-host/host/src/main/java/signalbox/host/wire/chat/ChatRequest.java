package signalbox.host.wire.chat;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import tools.jackson.databind.JsonNode;

/// What a caller of `POST /v1/chat/completions` asks for.
///
/// @param transcript whole, as `Transcript` demands; the caller's call ids are kept as ours
/// @param tools the caller's own functions
/// @param hostTools the host's tools that the caller asks for
/// @param delivery how the caller wants the answer
/// @param choice may name a tool that is in neither list; whoever adds the host's tools checks it
public record ChatRequest(
        String model,
        List<Turn> transcript,
        List<ToolOffer> tools,
        List<HostTools> hostTools,
        ToolChoice choice,
        SamplingOptions options,
        Delivery delivery,
        SortedMap<String, String> metadata) {
    public ChatRequest {
        transcript = List.copyOf(transcript);
        tools = List.copyOf(tools);
        hostTools = List.copyOf(hostTools);
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    public enum Delivery {
        WHOLE,
        STREAM,
        /// With a last chunk that counts the tokens.
        STREAM_WITH_USAGE
    }

    /// An entry `{"type": "mcp", "server_label": ..., "allowed_tools": [...]}`.
    ///
    /// @param allowed bare tool names; empty for all of the server's
    public record HostTools(String server, List<String> allowed) {
        public HostTools {
            allowed = List.copyOf(allowed);
        }
    }

    /// A body, read.
    public sealed interface Reading {}

    public record Read(ChatRequest request) implements Reading {}

    /// @param param the place in the body, such as `messages[2].tool_call_id`; empty for the body as a whole
    /// @param message what is wrong and what would be right
    public record Wrong(String param, String message) implements Reading {}

    /// Reads a body. What becomes of each field is listed in [ChatParameter]; whatever is not done here, or is unknown, is
    /// refused by name.
    public static Reading read(JsonNode body) {
        try {
            return new Read(new ChatRequestReader(body).read());
        } catch (ChatRequestReader.Refusal refusal) {
            return new Wrong(refusal.param(), refusal.message());
        }
    }
}
