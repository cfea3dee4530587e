package signalbox.host.portability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import signalbox.host.fake.Said;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Parameter;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.host.wire.WireJson;
import tools.jackson.databind.JsonNode;

/// Definitions of tools, and what is asked of an answer.
final class ToolChecks {
    private ToolChecks() {}

    static final List<Check> ALL = List.of(
            new Check(18, "names in the alphabet and length of the target, and back", ToolChecks::names),
            new Check(19, "schemas in the target's subset", ToolChecks::schemas),
            new Check(20, "no empty list of tools", ToolChecks::noTools),
            new Check(21, "tool_choice in every form", ToolChecks::choices),
            new Check(22, "parallel_tool_calls is sent on or a stated loss", handoff -> sentOrStated(
                    handoff, List.of(with(Parameter.PARALLEL_TOOL_CALLS, "false")))),
            new Check(23, "sampling parameters are sent on or a stated loss", handoff -> sentOrStated(handoff, List.of(
                    new SamplingOptions(null, 0.3, null, List.of(), null, new TreeMap<>()),
                    new SamplingOptions(null, null, 0.5, List.of(), null, new TreeMap<>()),
                    new SamplingOptions(null, 1.7, null, List.of(), null, new TreeMap<>()),
                    new SamplingOptions(null, null, null, List.of("END"), null, new TreeMap<>()),
                    new SamplingOptions(700L, null, null, List.of(), null, new TreeMap<>()),
                    with(Parameter.SEED, "7"), with(Parameter.FREQUENCY_PENALTY, "0.5"), with(Parameter.LOGIT_BIAS, "{\"5\": 1}"),
                    with(Parameter.REASONING_EFFORT, "\"low\""), with(Parameter.VERBOSITY, "\"low\"")))));

    private static Cell names(Handoff handoff) {
        var tools = Stream.of("a.b", "a_b", "tool@2.0.0", "9lives", "x".repeat(128) + "1", "x".repeat(128) + "2", "ü ber")
                .map(Handoff::offer).toList();
        var said = new Said("", tools.stream().map(tool -> new Said.Call(tool.name(), WireJson.object())).toList());
        var transcript = handoff.begun(tools, said);
        var prompt = Handoff.prompt(transcript, tools);
        assertThat(new TreeSet<>(handoff.to().provider().toolNames(handoff.request(prompt)))).hasSameSizeAs(tools);
        assertThat(handoff.answered(prompt, said).calls()).extracting(ToolCall::tool)
                .containsExactlyElementsOf(tools.stream().map(ToolOffer::name).toList());
        return Cell.GREEN;
    }

    private static Cell schemas(Handoff handoff) {
        var tools = new ArrayList<ToolOffer>();
        for (var schema : List.of(
                "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"type\": \"object\", \"additionalProperties\": false,"
                        + " \"properties\": {\"at\": {\"$ref\": \"#/$defs/place\"}, \"n\": {\"type\": [\"integer\", \"null\"], \"exclusiveMinimum\": 0}},"
                        + " \"$defs\": {\"place\": {\"type\": \"object\", \"properties\": {\"city\": {\"type\": \"string\", \"pattern\": \"^[A-Z]\"}}}}}",
                "{\"anyOf\": [{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"const\": 1}}},"
                        + " {\"type\": \"object\", \"properties\": {\"b\": {\"type\": \"array\", \"items\": {\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"null\"}]}}}}]}",
                "{\"type\": \"object\", \"if\": {\"required\": [\"a\"]}, \"then\": {\"required\": [\"b\"]}, \"patternProperties\": {\"^x\": {\"type\": \"string\"}}}",
                "{}")) {
            tools.add(new ToolOffer("tool_" + tools.size(), "Does it.", Handoff.object(schema)));
        }
        var said = new Said("", List.of(new Said.Call("tool_0", Handoff.object("{\"at\": {\"city\": \"Oslo\"}, \"n\": null}"))));
        var prompt = Handoff.prompt(handoff.begun(tools, said), tools);
        assertThat(handoff.answered(prompt, said).calls()).extracting(ToolCall::arguments).containsExactly(
                Handoff.call(new CallId("x"), "", "{\"at\": {\"city\": \"Oslo\"}, \"n\": null}").arguments());
        return Cell.GREEN;
    }

    private static Cell noTools(Handoff handoff) {
        var request = handoff.request(Handoff.prompt(handoff.begun(List.of(), Said.text("Hello.")), List.of()));
        assertThat(request.propertyNames()).doesNotContain("tools", "tool_choice", "toolConfig");
        return Cell.GREEN;
    }

    private static Cell choices(Handoff handoff) {
        var transcript = handoff.begun(Handoff.TOOLS, Handoff.call(1));
        for (var choice : List.of(
                new ToolChoice.Auto(), new ToolChoice.None(), new ToolChoice.Required(), new ToolChoice.Named(Handoff.LOOK.name()))) {
            handoff.request(new Prompt(transcript, Handoff.TOOLS, choice, SamplingOptions.NONE));
        }
        return Cell.GREEN;
    }

    /// Each of them changes the request, or the router is told that it would be lost.
    private static Cell sentOrStated(Handoff handoff, List<SamplingOptions> asked) {
        List<Turn> transcript = handoff.begun(Handoff.TOOLS, Handoff.call(1));
        var without = handoff.request(Handoff.prompt(transcript, Handoff.TOOLS));
        var stated = new TreeSet<String>();
        for (var options : asked) {
            var prompt = new Prompt(transcript, Handoff.TOOLS, new ToolChoice.Auto(), options);
            var lost = handoff.to().portability(prompt).parameter();
            if (lost == null) {
                assertThat(handoff.request(prompt)).as("%s is dropped in silence", options).isNotEqualTo(without);
            } else {
                stated.add("'" + lost + "'");
            }
        }
        return stated.isEmpty() ? Cell.GREEN : new Cell.Refused(String.join(", ", stated));
    }

    private static SamplingOptions with(Parameter parameter, String json) {
        var parameters = new TreeMap<Parameter, JsonNode>();
        parameters.put(parameter, WireJson.parse(json));
        return new SamplingOptions(null, null, null, List.of(), null, parameters);
    }
}
