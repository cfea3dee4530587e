package signalbox.host.turn;

import java.util.List;

/// One request to a model, before any provider's format.
///
/// @param transcript whole, as [Transcript] demands; a broken one is refused here, before any provider could
public record Prompt(List<Turn> transcript, List<ToolOffer> tools, ToolChoice choice, SamplingOptions options) {
    public Prompt {
        transcript = new Transcript(transcript).turns();
        tools = List.copyOf(tools);
    }
}
