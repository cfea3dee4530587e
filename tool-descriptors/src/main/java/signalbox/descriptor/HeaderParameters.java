package signalbox.descriptor;

import java.util.List;
import signalbox.source.Violation;
import tools.jackson.databind.JsonNode;

/// What the `x-mcp-header` annotations of an input schema say, ours or a third party's: MCP 2026-07-28 has a client drop
/// every tool that annotates wrongly.
public sealed interface HeaderParameters {
    /// @param parameters in the order of the schema
    record Sound(List<HeaderParameter> parameters) implements HeaderParameters {
        public Sound {
            parameters = List.copyOf(parameters);
        }
    }

    /// @param faults everything that is wrong, by JSON Pointer
    record Faulty(List<Violation> faults) implements HeaderParameters {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }

    static HeaderParameters of(JsonNode inputSchema) {
        return new HeaderAnnotations().read(inputSchema);
    }
}
