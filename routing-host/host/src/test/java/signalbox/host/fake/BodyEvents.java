package signalbox.host.fake;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A whole answer as the events that its provider streams: texts and arguments in pieces of three characters.
public final class BodyEvents {
    private static final int PIECE = 3;

    private BodyEvents() {}

    public static List<ObjectNode> of(Wire wire, ObjectNode body) {
        return switch (wire) {
            case OPENAI_CHAT -> chat(body);
            case OPENAI_RESPONSES -> responses(body);
            case ANTHROPIC_MESSAGES -> messages(body);
            case GEMINI -> gemini(body);
            case SPRING_AI, OFFLINE -> throw new IllegalArgumentException("no stream of " + wire);
        };
    }

    private static List<ObjectNode> chat(ObjectNode body) {
        var events = new ArrayList<ObjectNode>();
        var message = body.at("/choices/0/message");
        for (var field : List.of("content", "refusal", "reasoning_content")) {
            pieces(message.path(field).asString("")).forEach(piece -> events.add(chunk(body, object().put(field, piece), null)));
        }
        int index = 0;
        for (var call : message.path("tool_calls")) {
            var begun = (ObjectNode) call.deepCopy();
            var arguments = begun.withObject("/function").remove("arguments").asString("");
            events.add(chunk(body, calls(begun.put("index", index)), null));
            for (var piece : pieces(arguments)) {
                var more = object().put("index", index);
                more.putObject("function").put("arguments", piece);
                events.add(chunk(body, calls(more), null));
            }
            index++;
        }
        events.add(chunk(body, object(), body.at("/choices/0/finish_reason")));
        var usage = object().put("model", body.path("model").asString(""));
        usage.putArray("choices");
        usage.set("usage", body.path("usage"));
        events.add(usage);
        return events;
    }

    private static ObjectNode calls(ObjectNode call) {
        var delta = object();
        delta.putArray("tool_calls").add(call);
        return delta;
    }

    private static ObjectNode chunk(ObjectNode body, ObjectNode delta, @Nullable JsonNode finish) {
        var event = object().put("model", body.path("model").asString(""));
        var choice = event.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.set("finish_reason", finish);
        return event;
    }

    private static List<ObjectNode> responses(ObjectNode body) {
        var events = new ArrayList<ObjectNode>();
        int index = 0;
        for (var item : body.path("output")) {
            var begun = (ObjectNode) item.deepCopy();
            boolean calls = begun.path("type").asString("").equals("function_call");
            boolean says = begun.path("type").asString("").equals("message");
            if (calls) {
                begun.put("arguments", "");
            } else if (says) {
                begun.putArray("content");
            }
            events.add(item("added", index, begun));
            for (var piece : pieces(calls ? item.path("arguments").asString("") : item.at("/content/0/text").asString(""))) {
                events.add(object().put("type", "response." + (calls ? "function_call_arguments" : "output_text") + ".delta")
                        .put("output_index", index).put("content_index", 0).put("delta", piece));
            }
            events.add(item("done", index++, (ObjectNode) item));
        }
        var ended = object().put("type", "response." + body.path("status").asString(""));
        ended.set("response", body);
        events.add(ended);
        return events;
    }

    private static ObjectNode item(String what, int index, ObjectNode item) {
        var event = object().put("type", "response.output_item." + what).put("output_index", index);
        event.set("item", item);
        return event;
    }

    private static List<ObjectNode> messages(ObjectNode body) {
        var events = new ArrayList<ObjectNode>();
        var start = object().put("type", "message_start");
        var message = body.deepCopy();
        message.putArray("content");
        message.remove("stop_reason");
        start.set("message", message);
        events.add(start);
        int index = 0;
        for (var block : body.path("content")) {
            var begun = (ObjectNode) block.deepCopy();
            var deltas = new ArrayList<ObjectNode>();
            switch (block.path("type").asString("")) {
                case "text" -> pieces(begun.put("text", "").equals(block) ? "" : block.path("text").asString(""))
                        .forEach(piece -> deltas.add(object().put("type", "text_delta").put("text", piece)));
                case "tool_use" -> {
                    begun.putObject("input");
                    pieces(WireJson.write(block.path("input")))
                            .forEach(piece -> deltas.add(object().put("type", "input_json_delta").put("partial_json", piece)));
                }
                case "thinking" -> {
                    begun.put("thinking", "").put("signature", "");
                    deltas.add(object().put("type", "thinking_delta").put("thinking", block.path("thinking").asString("")));
                    deltas.add(object().put("type", "signature_delta").put("signature", block.path("signature").asString("")));
                }
                default -> {}
            }
            var opened = object().put("type", "content_block_start").put("index", index);
            opened.set("content_block", begun);
            events.add(opened);
            for (var delta : deltas) {
                var event = object().put("type", "content_block_delta").put("index", index);
                event.set("delta", delta);
                events.add(event);
            }
            events.add(object().put("type", "content_block_stop").put("index", index++));
        }
        var last = object().put("type", "message_delta");
        last.putObject("delta").set("stop_reason", body.path("stop_reason"));
        last.set("usage", body.path("usage"));
        events.add(last);
        events.add(object().put("type", "message_stop"));
        return events;
    }

    private static List<ObjectNode> gemini(ObjectNode body) {
        var events = new ArrayList<ObjectNode>();
        for (var part : body.at("/candidates/0/content/parts")) {
            var event = object().put("modelVersion", body.path("modelVersion").asString(""));
            event.withArray("/candidates").addObject().putObject("content").put("role", "model").putArray("parts").add(part);
            events.add(event);
        }
        var last = body.deepCopy();
        ((ObjectNode) last.at("/candidates/0")).remove("content");
        events.add(last);
        return events;
    }

    private static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        for (int from = 0; from < text.length(); from += PIECE) {
            pieces.add(text.substring(from, Math.min(text.length(), from + PIECE)));
        }
        return pieces;
    }

    private static ObjectNode object() {
        return WireJson.object();
    }
}
