package signalbox.host.fake;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import signalbox.host.wire.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is wrong with the `input` of one request to the Responses API. The texts are the service's where it has one.
final class FakeResponsesInput {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Set<String> OF_A_MESSAGE = Set.of("type", "role", "content", "phase");
    private static final Set<String> OF_A_CALL = Set.of("type", "id", "call_id", "name", "arguments");
    private static final Set<String> OF_A_RESULT = Set.of("type", "call_id", "output");
    private static final Set<String> OF_REASONING = Set.of("type", "id", "summary", "content", "encrypted_content");

    private final ObjectNode request;
    private final Faults faults;
    private final Set<String> open = new LinkedHashSet<>();
    private final Set<String> seen = new HashSet<>();

    FakeResponsesInput(ObjectNode request, Faults faults) {
        this.request = request;
        this.faults = faults;
    }

    void check() {
        JsonNode input = request.path("input");
        faults.unless(!input.isEmpty(), "input: one of input, previous_response_id, prompt or conversation must be provided");
        for (int i = 0; i < input.size(); i++) {
            String place = "input[" + i + "]";
            JsonNode item = input.get(i);
            switch (item.path("type").asString("")) {
                case "message" -> message(item, place);
                case "function_call" -> call(item, place);
                case "function_call_output" -> result(item, place);
                case "reasoning" -> reasoning(item, input.path(i + 1), place);
                default -> faults.unless(false, place + ": Invalid value: type");
            }
        }
        // Guide "function calling", step 4: every call is answered by a function_call_output with its call_id.
        faults.unless(open.isEmpty(), "No tool output found for function call " + open);
    }

    /// Reference, "input message" and "easy input message"; `phase` is of assistant messages.
    private void message(JsonNode item, String place) {
        faults.onlyFields((ObjectNode) item, OF_A_MESSAGE, place);
        String role = item.path("role").asString("");
        faults.unless(Set.of("user", "assistant", "system", "developer").contains(role), place + ": role '" + role + "'");
        faults.unless(!item.has("phase") || role.equals("assistant"), place + ": phase on a message of '" + role + "'");
        JsonNode content = item.path("content");
        faults.unless(content.isString() || !content.isEmpty(), place + ": content");
        String text = content.asString("x");
        faults.unless(!text.isBlank() && !text.contains("<think>"), place + ": bad text '" + text + "'");
        content.forEach(part -> part(part, role.equals("assistant") ? "output_text" : "input_text", place));
    }

    private void part(JsonNode part, String text, String place) {
        String type = part.path("type").asString("");
        boolean image = type.equals("input_image")
                && text.equals("input_text")
                && part.path("image_url").asString("").matches("(?s)(https?:|data:image/[a-z]+;base64,).*");
        faults.unless(image || (type.equals(text) && part.path("text").isString()), place + ": Invalid value: '" + type + "'");
    }

    private void call(JsonNode item, String place) {
        faults.onlyFields((ObjectNode) item, OF_A_CALL, place);
        String id = item.path("call_id").asString("");
        // "Invalid 'input[1].call_id': string too long. Expected a string with maximum length 64".
        faults.unless(ID.matcher(id).matches(), place + ": bad call_id '" + id + "'");
        faults.unless(seen.add(id), place + ": call_id '" + id + "' twice");
        // With an id of its own it is taken for the stored call, whose reasoning must stand before it.
        faults.unless(!item.has("id"), place + ": function_call was provided without its required 'reasoning' item");
        open.add(id);
        faults.name(item.path("name"), NAME, place);
        JsonNode arguments = WireJson.read(item.path("arguments").asString(""));
        faults.unless(arguments != null && arguments.isObject(), place + ": arguments are no JSON object");
    }

    /// Reference, "function tool call output": a text, or a list of texts, images and files.
    private void result(JsonNode item, String place) {
        faults.onlyFields((ObjectNode) item, OF_A_RESULT, place);
        String id = item.path("call_id").asString("");
        faults.unless(open.remove(id), place + ": No tool call found for function call output with call_id " + id);
        JsonNode output = item.path("output");
        faults.unless(output.isString() || !output.isEmpty(), place + ": output");
        output.forEach(part -> part(part, "input_text", place));
    }

    /// Guide "reasoning", encrypted reasoning items: they go back whole, to the model that made them, before what they led to.
    private void reasoning(JsonNode item, JsonNode next, String place) {
        faults.onlyFields((ObjectNode) item, OF_REASONING, place);
        String id = item.path("id").asString("");
        faults.unless(id.startsWith("rs_") && seen.add(id), place + ": Duplicate or wrong id '" + id + "'");
        faults.unless(item.path("summary").isArray(), place + ": Missing required parameter: summary");
        String sealed = item.path("encrypted_content").asString("");
        faults.unless(!sealed.isEmpty(), place + ": Item with id '" + id + "' not found: items are not persisted when store is false");
        faults.unless(
                sealed.equals("sealed by " + request.path("model").asString("")),
                place + ": The encrypted content for item " + id + " could not be verified");
        boolean leads = List.of("reasoning", "function_call").contains(next.path("type").asString(""))
                || next.path("role").asString("").equals("assistant");
        faults.unless(leads, place + ": Item '" + id + "' of type 'reasoning' was provided without its required following item");
    }
}
