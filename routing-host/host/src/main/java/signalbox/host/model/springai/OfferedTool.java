package signalbox.host.model.springai;

import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import signalbox.host.turn.ToolOffer;
import signalbox.host.wire.ShownSchema;
import signalbox.host.wire.WireJson;

/// A tool's definition for Spring AI, without a way to run it: calls go through the host alone.
record OfferedTool(String name, ToolOffer offer) implements ToolCallback {
    @Override
    public ToolDefinition getToolDefinition() {
        return ToolDefinition.builder()
                .name(name)
                .description(offer.description().isBlank() ? offer.name() : offer.description())
                .inputSchema(WireJson.write(ShownSchema.inlined(ShownSchema.rooted(offer.schema()))))
                .build();
    }

    @Override
    public String call(String arguments) {
        throw new IllegalStateException("'" + name + "' is a definition: Spring AI does not run tools here");
    }
}
