package signalbox.host.model;

import java.util.List;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;

/// One request to a model, before any provider's format.
public record Prompt(List<Turn> transcript, List<ToolOffer> tools, ToolChoice choice, Options options) {
    public Prompt {
        transcript = List.copyOf(transcript);
        tools = List.copyOf(tools);
    }
}
