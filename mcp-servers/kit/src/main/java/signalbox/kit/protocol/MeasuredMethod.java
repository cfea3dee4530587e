package signalbox.kit.protocol;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import signalbox.kit.endpoint.CallContext;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.feature.Tools;
import signalbox.kit.telemetry.McpOperation;
import signalbox.kit.telemetry.ToolTelemetry;
import tools.jackson.databind.node.ObjectNode;

/// A method whose answers are told to whoever measures.
record MeasuredMethod(String name, Methods.Method method, Tools tools, ToolTelemetry telemetry) implements Methods.Method {
    private static final String OTHER = "_OTHER";
    private static final String NO_RESOURCE = "-32002";

    @Override
    public MethodResult of(CallContext context, ObjectNode params) {
        long start = System.nanoTime();
        MethodResult result = null;
        try {
            result = method.of(context, params);
            return result;
        } finally {
            var took = Duration.ofNanos(System.nanoTime() - start);
            telemetry.answered(new McpOperation(name, tool(context.caller(), params), error(result), run(context.caller()), took));
        }
    }

    /// Null also where a client asked for a tool that is not there: what it wrote is no label.
    private @Nullable String tool(CallerContext caller, ObjectNode params) {
        var tool = name.equals("tools/call") ? tools.named(caller.endpoint(), params.path("name").asString("")) : null;
        return tool == null ? null : tool.toString();
    }

    private static @Nullable String run(CallerContext caller) {
        var delegation = caller.delegation();
        return delegation == null ? null : delegation.assertion().run();
    }

    /// Empty where it went well; a question to the client is no error.
    private static String error(@Nullable MethodResult result) {
        return switch (result) {
            case null -> OTHER;
            case MethodResult.Result(var tree) -> tree.path("isError").asBoolean(false) ? "tool_error" : "";
            case MethodResult.Page _, MethodResult.Asking _ -> "";
            case MethodResult.NoResource _ -> NO_RESOURCE;
            case MethodResult.OutOfScope _ -> "403";
            case MethodResult.Refused(var refusal) -> String.valueOf(refusal.code());
        };
    }
}
