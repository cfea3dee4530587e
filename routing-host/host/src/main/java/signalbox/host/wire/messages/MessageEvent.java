package signalbox.host.wire.messages;

import signalbox.host.turn.CallArguments;
import signalbox.host.turn.ToolCall;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.WrittenArguments;
import tools.jackson.databind.node.ObjectNode;

/// The events of one answer to a caller of `POST /v1/messages` who asked for a stream. Each is sent under the name that is
/// its `type`.
public final class MessageEvent {
    private MessageEvent() {}

    /// What is counted is said at the end: nothing is known yet.
    public static ObjectNode start(String id, String model) {
        ObjectNode event = of("message_start");
        event.set("message", MessagesAnswer.started(id, model));
        return event;
    }

    public static ObjectNode textStart(int index) {
        ObjectNode event = block("content_block_start", index);
        event.set("content_block", MessagesAnswer.text(""));
        return event;
    }

    public static ObjectNode text(int index, String text) {
        ObjectNode event = block("content_block_delta", index);
        event.putObject("delta").put("type", "text_delta").put("text", text);
        return event;
    }

    public static ObjectNode callStart(int index, ToolCall call) {
        ObjectNode event = block("content_block_start", index);
        event.set("content_block", MessagesAnswer.call(call));
        return event;
    }

    /// The input of a call, whole.
    public static ObjectNode input(int index, CallArguments arguments) {
        ObjectNode event = block("content_block_delta", index);
        event.putObject("delta").put("type", "input_json_delta").put("partial_json", WireJson.write(WrittenArguments.object(arguments)));
        return event;
    }

    public static ObjectNode stop(int index) {
        return block("content_block_stop", index);
    }

    /// How it ended, and all that was counted.
    public static ObjectNode delta(MessagesAnswer answer) {
        ObjectNode event = of("message_delta");
        event.set("delta", answer.end());
        event.set("usage", answer.counted());
        return event;
    }

    public static ObjectNode end() {
        return of("message_stop");
    }

    private static ObjectNode block(String type, int index) {
        return of(type).put("index", index);
    }

    private static ObjectNode of(String type) {
        return WireJson.object().put("type", type);
    }
}
