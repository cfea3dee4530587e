package signalbox.host.model;

import java.util.List;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Transcript;
import signalbox.host.turn.Turn;

/// One request to a model, before any provider's format.
///
/// @param transcript whole, as [Transcript] demands; a broken one is refused here, before any provider could
public record Prompt(List<Turn> transcript, List<ToolOffer> tools, ToolChoice choice, Options options) {
    public Prompt {
        transcript = new Transcript(transcript).turns();
        tools = List.copyOf(tools);
    }
}
