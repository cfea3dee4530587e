package signalbox.host.turn;

/// A call a model asked for.
///
/// @param tool the name the model was offered: `retail__get_order_details`, or the name of a caller's own function
public record ToolCall(CallId id, String tool, CallArguments arguments) {
}
