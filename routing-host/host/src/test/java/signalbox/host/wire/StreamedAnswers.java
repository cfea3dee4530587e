package signalbox.host.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.node.ObjectNode;

/// Random answers of each wire: whole, and in events as its provider sends them.
final class StreamedAnswers {
    private static final List<String> PIECES = List.of("Hello", " wörld", "\n", "👍🏽", " and", " \"so\"", " 4711", "\\u", " on.");

    private final Random random;

    StreamedAnswers(Random random) {
        this.random = random;
    }

    record Answer(ObjectNode whole, List<ObjectNode> events) {}

    private record Call(String id, String name, String arguments) {}

    Answer of(Wire wire) {
        var text = new ArrayList<String>(List.of("I"));
        for (int i = random.nextInt(12); i > 0; i--) {
            text.add(PIECES.get(random.nextInt(PIECES.size())));
        }
        var calls = new ArrayList<Call>();
        for (int i = random.nextInt(4); i > 0; i--) {
            calls.add(new Call("id_" + i, "tool_" + i, "{\"x\":" + random.nextInt(1_000) + ",\"t\":\"é\\n " + i + "\"}"));
        }
        return switch (wire) {
            case OPENAI_CHAT -> openAi(text, calls);
            case OPENAI_RESPONSES -> responses(text, calls);
            case ANTHROPIC_MESSAGES -> anthropic(text, calls);
            case GEMINI -> gemini(text, calls);
            case SPRING_AI, OFFLINE -> throw new IllegalArgumentException("no stream of " + wire);
        };
    }

    private Answer openAi(List<String> text, List<Call> calls) {
        var events = new ArrayList<ObjectNode>();
        events.add(chunk("{\"role\": \"assistant\", \"content\": \"\"}", null));
        text.forEach(piece -> events.add(chunk(object("{}").put("content", piece).toString(), null)));
        var message = object("{\"role\": \"assistant\"}").put("content", String.join("", text));
        for (int i = 0; i < calls.size(); i++) {
            var call = calls.get(i);
            message.withArray("/tool_calls").addObject().put("id", call.id()).put("type", "function")
                    .putObject("function").put("name", call.name()).put("arguments", call.arguments());
            events.add(chunk("{\"tool_calls\": [{\"index\": " + i + ", \"id\": \"" + call.id()
                    + "\", \"type\": \"function\", \"function\": {\"name\": \"" + call.name() + "\", \"arguments\": \"\"}}]}", null));
            for (var piece : cut(call.arguments())) {
                var delta = object("{}");
                delta.putArray("tool_calls").addObject().put("index", i).putObject("function").put("arguments", piece);
                events.add(chunk(delta.toString(), null));
            }
        }
        var finish = calls.isEmpty() ? "stop" : "tool_calls";
        events.add(chunk("{}", finish));
        var usage = "{\"prompt_tokens\": 9, \"completion_tokens\": 5, \"total_tokens\": 14}";
        events.add(object("{\"choices\": [], \"usage\": " + usage + "}"));
        var whole = object("{\"choices\": [{\"index\": 0, \"finish_reason\": \"" + finish + "\"}], \"usage\": " + usage + "}");
        ((ObjectNode) whole.at("/choices/0")).set("message", message);
        return new Answer(whole, events);
    }

    private static ObjectNode chunk(String delta, @Nullable String finish) {
        return object("{\"choices\": [{\"index\": 0, \"delta\": " + delta + ", \"finish_reason\": "
                + (finish == null ? "null" : "\"" + finish + "\"") + "}]}");
    }

    /// Whole items are in the last event too, or only there, or only in the events before it.
    private Answer responses(List<String> text, List<Call> calls) {
        var events = new ArrayList<ObjectNode>();
        events.add(object("{\"type\": \"response.created\", \"response\": {\"id\": \"resp_1\", \"status\": \"in_progress\", \"output\": []}}"));
        var whole = object("{\"id\": \"resp_1\", \"status\": \"completed\", \"error\": null,"
                + " \"usage\": {\"input_tokens\": 9, \"output_tokens\": 5, \"total_tokens\": 14}}");
        var output = whole.putArray("output");
        boolean listsItems = random.nextBoolean();
        boolean endsItems = !listsItems || random.nextBoolean();
        if (random.nextBoolean()) {
            var reasoning = object("{\"type\": \"reasoning\", \"id\": \"rs_1\", \"summary\": [], \"encrypted_content\": \"sealed\"}");
            events.add(item("added", output.size(), reasoning.deepCopy().put("encrypted_content", "sea")));
            events.add(object("{\"type\": \"response.reasoning_summary_text.delta\", \"output_index\": 0, \"delta\": \"so\"}"));
            events.add(item("done", output.size(), reasoning));
            output.add(reasoning);
        }
        var message = object("{\"type\": \"message\", \"role\": \"assistant\", \"phase\": \"final_answer\"}");
        events.add(item("added", output.size(), message.deepCopy()));
        for (var piece : text) {
            events.add(object("{\"type\": \"response.output_text.delta\", \"content_index\": 0}")
                    .put("output_index", output.size()).put("delta", piece));
        }
        events.add(object("{\"type\": \"response.output_text.done\", \"content_index\": 0}")
                .put("output_index", output.size()).put("text", String.join("", text)));
        message.putArray("content").addObject().put("type", "output_text").put("text", String.join("", text));
        if (endsItems) {
            events.add(item("done", output.size(), message));
        }
        output.add(message);
        for (var call : calls) {
            var node = object("{\"type\": \"function_call\", \"id\": \"fc_1\"}").put("call_id", call.id()).put("name", call.name());
            events.add(item("added", output.size(), node.deepCopy().put("arguments", "")));
            for (var piece : cut(call.arguments())) {
                events.add(object("{\"type\": \"response.function_call_arguments.delta\"}")
                        .put("output_index", output.size()).put("delta", piece));
            }
            node.put("arguments", call.arguments());
            if (endsItems) {
                events.add(item("done", output.size(), node));
            }
            output.add(node);
        }
        var last = whole.deepCopy();
        if (!listsItems) {
            last.putArray("output");
        }
        var completed = object("{\"type\": \"response.completed\"}");
        completed.set("response", last);
        events.add(completed);
        return new Answer(whole, events);
    }

    private static ObjectNode item(String what, int index, ObjectNode item) {
        var event = object("{\"type\": \"response.output_item." + what + "\"}").put("output_index", index);
        event.set("item", item);
        return event;
    }

    private Answer anthropic(List<String> text, List<Call> calls) {
        var events = new ArrayList<ObjectNode>();
        events.add(object("{\"type\": \"message_start\", \"message\": {\"type\": \"message\", \"role\": \"assistant\", \"content\": [],"
                + " \"usage\": {\"input_tokens\": 9, \"output_tokens\": 1}}}"));
        var whole = object("{\"type\": \"message\", \"role\": \"assistant\", \"usage\": {\"input_tokens\": 9, \"output_tokens\": 5}}");
        var content = whole.putArray("content");
        boolean thinks = random.nextBoolean();
        int index = 0;
        if (thinks) {
            content.addObject().put("type", "thinking").put("thinking", "so").put("signature", "sig");
            events.add(start(index, "{\"type\": \"thinking\", \"thinking\": \"\", \"signature\": \"\"}"));
            events.add(delta(index, object("{\"type\": \"thinking_delta\"}").put("thinking", "so")));
            events.add(delta(index, object("{\"type\": \"signature_delta\"}").put("signature", "sig")));
            events.add(object("{\"type\": \"content_block_stop\", \"index\": " + index++ + "}"));
        }
        content.addObject().put("type", "text").put("text", String.join("", text));
        events.add(start(index, "{\"type\": \"text\", \"text\": \"\"}"));
        events.add(object("{\"type\": \"ping\"}"));
        for (var piece : text) {
            events.add(delta(index, object("{\"type\": \"text_delta\"}").put("text", piece)));
        }
        events.add(object("{\"type\": \"content_block_stop\", \"index\": " + index + "}"));
        for (var call : calls) {
            index++;
            content.addObject().put("type", "tool_use").put("id", call.id()).put("name", call.name())
                    .set("input", WireJson.parse(call.arguments()));
            events.add(start(index, "{\"type\": \"tool_use\", \"id\": \"" + call.id() + "\", \"name\": \"" + call.name() + "\", \"input\": {}}"));
            for (var piece : cut(call.arguments())) {
                events.add(delta(index, object("{\"type\": \"input_json_delta\"}").put("partial_json", piece)));
            }
            events.add(object("{\"type\": \"content_block_stop\", \"index\": " + index + "}"));
        }
        var stop = calls.isEmpty() ? "end_turn" : "tool_use";
        whole.put("stop_reason", stop);
        events.add(object("{\"type\": \"message_delta\", \"delta\": {\"stop_reason\": \"" + stop + "\", \"stop_sequence\": null}, \"usage\": {\"output_tokens\": 5}}"));
        events.add(object("{\"type\": \"message_stop\"}"));
        return new Answer(whole, events);
    }

    private static ObjectNode start(int index, String block) {
        return object("{\"type\": \"content_block_start\", \"index\": " + index + ", \"content_block\": " + block + "}");
    }

    private static ObjectNode delta(int index, ObjectNode delta) {
        var event = object("{\"type\": \"content_block_delta\", \"index\": " + index + "}");
        event.set("delta", delta);
        return event;
    }

    private Answer gemini(List<String> text, List<Call> calls) {
        var events = new ArrayList<ObjectNode>();
        var whole = object("{\"candidates\": [{\"content\": {\"role\": \"model\", \"parts\": []}, \"finishReason\": \"STOP\"}],"
                + " \"usageMetadata\": {\"promptTokenCount\": 9, \"candidatesTokenCount\": 5, \"totalTokenCount\": 14}}");
        var parts = whole.withArray("/candidates/0/content/parts");
        boolean signed = random.nextBoolean();
        var said = parts.addObject().put("text", String.join("", text));
        text.forEach(piece -> events.add(content(object("{}").put("text", piece))));
        if (signed) {
            said.put("thoughtSignature", "sig");
            events.add(content(object("{\"text\": \"\", \"thoughtSignature\": \"sig\"}")));
        }
        for (var call : calls) {
            var part = object("{\"thoughtSignature\": \"c\"}");
            part.putObject("functionCall").put("name", call.name()).set("args", WireJson.parse(call.arguments()));
            parts.add(part);
            events.add(content(part));
        }
        var last = object("{\"candidates\": [{\"finishReason\": \"STOP\"}]}");
        last.set("usageMetadata", whole.get("usageMetadata"));
        events.add(last);
        return new Answer(whole, events);
    }

    private static ObjectNode content(ObjectNode part) {
        var event = object("{\"candidates\": [{\"content\": {\"role\": \"model\", \"parts\": []}}]}");
        event.withArray("/candidates/0/content/parts").add(part);
        return event;
    }

    private List<String> cut(String text) {
        var pieces = new ArrayList<String>();
        for (int from = 0; from < text.length(); ) {
            int to = text.offsetByCodePoints(from, Math.min(text.codePointCount(from, text.length()), 1 + random.nextInt(7)));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) WireJson.parse(json);
    }
}
