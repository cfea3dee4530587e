package signalbox.host.wire.responses;

import signalbox.host.turn.CallArguments;
import signalbox.host.wire.WireJson;
import tools.jackson.databind.node.ObjectNode;

/// The events of one answer to a caller of `POST /v1/responses` who asked for a stream. Each is sent under the name that is
/// its `type`, with a number of its own.
public final class ResponseEvent {
    private ResponseEvent() {}

    /// `response.created`, `response.in_progress`, `response.completed`, `response.incomplete` or `response.failed`.
    public static ObjectNode of(String type, ObjectNode response) {
        ObjectNode event = WireJson.object().put("type", type);
        event.set("response", response);
        return event;
    }

    public static ObjectNode added(int index, ObjectNode item) {
        return item("response.output_item.added", index, item);
    }

    public static ObjectNode done(int index, ObjectNode item) {
        return item("response.output_item.done", index, item);
    }

    public static ObjectNode partAdded(int index, String item, ObjectNode part) {
        return part("response.content_part.added", index, item, part);
    }

    public static ObjectNode partDone(int index, String item, ObjectNode part) {
        return part("response.content_part.done", index, item, part);
    }

    public static ObjectNode text(int index, String item, String text) {
        ObjectNode event = content("response.output_text.delta", index, item).put("delta", text);
        event.putArray("logprobs");
        return event;
    }

    public static ObjectNode textDone(int index, String item, String text) {
        ObjectNode event = content("response.output_text.done", index, item).put("text", text);
        event.putArray("logprobs");
        return event;
    }

    public static ObjectNode refusal(int index, String item, String why) {
        return content("response.refusal.delta", index, item).put("delta", why);
    }

    public static ObjectNode refusalDone(int index, String item, String why) {
        return content("response.refusal.done", index, item).put("refusal", why);
    }

    /// The arguments of a call, whole.
    public static ObjectNode arguments(int index, String item, CallArguments arguments) {
        return place("response.function_call_arguments.delta", index, item).put("delta", ResponseItem.arguments(arguments));
    }

    public static ObjectNode argumentsDone(int index, String item, String name, CallArguments arguments) {
        return place("response.function_call_arguments.done", index, item)
                .put("name", name).put("arguments", ResponseItem.arguments(arguments));
    }

    private static ObjectNode item(String type, int index, ObjectNode item) {
        ObjectNode event = WireJson.object().put("type", type).put("output_index", index);
        event.set("item", item);
        return event;
    }

    private static ObjectNode part(String type, int index, String item, ObjectNode part) {
        ObjectNode event = content(type, index, item);
        event.set("part", part);
        return event;
    }

    private static ObjectNode content(String type, int index, String item) {
        return place(type, index, item).put("content_index", 0);
    }

    private static ObjectNode place(String type, int index, String item) {
        return WireJson.object().put("type", type).put("output_index", index).put("item_id", item);
    }
}
