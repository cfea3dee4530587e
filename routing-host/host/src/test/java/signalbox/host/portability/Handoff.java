package signalbox.host.portability;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.host.fake.Said;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.host.wire.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One model made what is said so far, another goes on.
record Handoff(Party from, Party to, boolean streamed) {
    static final ToolOffer LOOK = offer("shop__look_up");
    static final List<ToolOffer> TOOLS = List.of(LOOK, offer("shop__cancel"));

    static ToolOffer offer(String name) {
        return new ToolOffer(name, "Does it.", object("{\"type\": \"object\", \"properties\": {\"n\": {\"type\": \"integer\"}}}"));
    }

    static ObjectNode object(String json) {
        return (ObjectNode) WireJson.parse(json);
    }

    static Turn.User user(String text) {
        return new Turn.User(List.of(new Part.Text(text)));
    }

    static Turn.ToolResult result(CallId call, String text) {
        return new Turn.ToolResult(call, List.of(new Part.Text(text)), null, false, new TreeSet<>());
    }

    static Prompt prompt(List<Turn> transcript, List<ToolOffer> tools) {
        return new Prompt(transcript, tools, new ToolChoice.Auto(), SamplingOptions.NONE);
    }

    static Said call(int n) {
        return Said.calls(new Said.Call(LOOK.name(), object("{\"n\": " + n + "}")));
    }

    /// What `from` said to each of these, each call with its result `r0`, `r1`, ...; it ends where a model is asked.
    List<Turn> begun(List<ToolOffer> tools, Said... answers) {
        var transcript = new ArrayList<Turn>(List.of(new Turn.Instructions("Be brief."), user("Please.")));
        int results = 0;
        for (var said : answers) {
            var prompt = prompt(transcript, tools);
            var turn = answered(from, prompt, from.body(named(from, request(from, prompt), tools, said)));
            transcript.add(turn);
            for (var call : turn.calls()) {
                transcript.add(result(call.id(), "r" + results++));
            }
            if (turn.calls().isEmpty()) {
                transcript.add(user("Go on."));
            }
        }
        return transcript;
    }

    /// The request of `to`, which its provider accepts.
    ObjectNode request(Prompt prompt) {
        return request(to, prompt);
    }

    Turn.Assistant answered(Prompt prompt, Said said) {
        return answered(to, prompt, to.body(named(to, request(prompt), prompt.tools(), said)));
    }

    Outcome read(Prompt prompt, ObjectNode body) {
        return to.read(prompt, body, streamed);
    }

    /// Whether the same model at the same provider goes on.
    boolean isSame() {
        return from.equals(to);
    }

    /// Its answer to a prompt, which must be one.
    private Turn.Assistant answered(Party party, Prompt prompt, ObjectNode body) {
        return party.read(prompt, body, streamed) instanceof Outcome.Answered answered
                ? answered.turn()
                : failed(party, "no answer: " + party.read(prompt, body, streamed));
    }

    private ObjectNode request(Party party, Prompt prompt) {
        var request = party.codec().request(prompt, party.entry());
        var faults = party.provider().faults(request);
        if (!faults.isEmpty()) {
            failed(party, faults + " in " + request);
        }
        if (streamed) {
            var asked = party.codec().streamed(request.deepCopy(), party.entry());
            asked.remove(List.of("stream", "stream_options"));
            if (!asked.equals(request)) {
                failed(party, "another request where it is streamed: " + asked);
            }
        }
        return request;
    }

    private static Turn.Assistant failed(Party party, String why) {
        throw new AssertionError(party.profile() + ": " + why);
    }

    /// The same words with each tool under the name that this provider's model is shown.
    private static Said named(Party party, ObjectNode request, List<ToolOffer> tools, Said said) {
        var names = tools.stream().map(ToolOffer::name).toList();
        var shown = party.provider().toolNames(request);
        return new Said(said.text(), said.calls().stream()
                .map(call -> new Said.Call(shown.get(names.indexOf(call.tool())), call.arguments())).toList());
    }

    /// Text values of a tree, at a field of this name where one is given.
    static List<String> texts(JsonNode tree, @Nullable String field) {
        var found = new ArrayList<String>();
        if (tree instanceof ObjectNode object) {
            object.properties().forEach(entry -> {
                if (entry.getValue().isString() && (field == null || entry.getKey().equals(field))) {
                    found.add(entry.getValue().stringValue());
                }
                found.addAll(texts(entry.getValue(), field));
            });
        } else {
            tree.forEach(child -> found.addAll(child.isString() && field == null ? List.of(child.stringValue()) : texts(child, field)));
        }
        return found;
    }

    static ToolCall call(CallId id, String tool, String arguments) {
        return new ToolCall(id, tool, new CallArguments.Parsed(object(arguments)));
    }

    @Override
    public String toString() {
        return from.profile() + " " + from.model() + " -> " + to.profile() + " " + to.model() + (streamed ? ", streamed" : "");
    }
}
