package signalbox.host.wire.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.AnswerFormat;
import signalbox.host.turn.Parameter;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.Turn;
import signalbox.host.wire.caller.CallerField;
import signalbox.host.wire.caller.CallerRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Reads a caller's request for a response, field by field.
final class ResponsesRequestReader {
    private final CallerField body;

    ResponsesRequestReader(JsonNode body) {
        this.body = CallerField.of(body);
    }

    CallerRequest read(List<Turn> before) {
        SortedMap<Parameter, JsonNode> sentOn = ResponsesParameter.sentOn(body);
        String model = body.field("model").text();
        if (model.isBlank()) {
            throw body.field("model").complaint("is empty: name a model, such as signalbox/auto");
        }
        checkStored();
        checkInclude(body.field("include"));
        reasoning(body.field("reasoning"), sentOn);
        ResponsesTools tools = ResponsesTools.read(body.field("tools"), body.field("tool_choice"));
        return new CallerRequest(
                model,
                transcript(before),
                tools.own(),
                tools.hosts(),
                tools.choice(),
                options(sentOn),
                delivery(),
                body.field("metadata").metadata());
    }

    private void checkStored() {
        if (!body.field("previous_response_id").isAbsent()) {
            body.field("previous_response_id").text();
        }
        boolean stored = body.field("store").isAbsent() || body.field("store").flag();
        if (body.field("background").isSet() && (!stored || body.field("stream").isSet())) {
            throw body.field("background").complaint("is true, and such a response is kept and read later: leave out 'store: false' and"
                    + " 'stream: true'");
        }
    }

    private List<Turn> transcript(List<Turn> before) {
        List<Turn> turns = new ArrayList<>();
        CallerField instructions = body.field("instructions");
        if (!instructions.isAbsent()) {
            turns.add(new Turn.Instructions(instructions.text()));
        }
        turns.addAll(before);
        turns.addAll(ResponsesItems.read(body.field("input"), before));
        return turns;
    }

    /// Nothing of a model's reasoning is shown, so that there is none to include.
    private static void checkInclude(CallerField include) {
        int size = include.isAbsent() ? 0 : include.list().size();
        for (int i = 0; i < size; i++) {
            CallerField what = include.item(i);
            if (!what.text().equals("reasoning.encrypted_content")) {
                throw what.complaint("is '" + what.text() + "', which no answer has here: leave it out");
            }
        }
    }

    private static void reasoning(CallerField reasoning, SortedMap<Parameter, JsonNode> sentOn) {
        if (reasoning.isAbsent()) {
            return;
        }
        reasoning.only(Set.of("effort", "summary", "generate_summary", "context", "mode"));
        CallerField effort = reasoning.field("effort");
        if (!effort.isAbsent()) {
            sentOn.put(Parameter.REASONING_EFFORT, StringNode.valueOf(
                    effort.word("none", "minimal", "low", "medium", "high", "xhigh", "max")));
        }
        for (String summary : List.of("summary", "generate_summary")) {
            CallerField shown = reasoning.field(summary);
            if (!shown.isAbsent() && !shown.word("auto", "concise", "detailed").equals("auto")) {
                throw shown.complaint("asks to be shown what a model thinks, which this host does not do: write auto, or leave it out");
            }
        }
        only(reasoning.field("context"), "auto");
        only(reasoning.field("mode"), "standard");
    }

    private static void only(CallerField field, String word) {
        if (!field.isAbsent() && !field.text().equals(word)) {
            throw field.complaint("can only be \"" + word + "\" here: leave it out");
        }
    }

    private CallerRequest.Delivery delivery() {
        boolean streamed = body.field("stream").isSet();
        CallerField options = body.field("stream_options");
        if (!options.isAbsent()) {
            if (!streamed) {
                throw options.complaint("belongs to 'stream': leave it out");
            }
            options.only(Set.of("include_obfuscation"));
            if (options.field("include_obfuscation").isSet()) {
                throw options.field("include_obfuscation").complaint("can only be false here: leave it out");
            }
        }
        return streamed ? CallerRequest.Delivery.STREAM : CallerRequest.Delivery.WHOLE;
    }

    private SamplingOptions options(SortedMap<Parameter, JsonNode> sentOn) {
        CallerField tokens = body.field("max_output_tokens");
        CallerField temperature = body.field("temperature");
        CallerField topP = body.field("top_p");
        return new SamplingOptions(
                tokens.isAbsent() ? null : Long.valueOf(tokens.count()),
                temperature.isAbsent() ? null : Double.valueOf(temperature.number(0, 2)),
                topP.isAbsent() ? null : Double.valueOf(topP.number(0, 1)),
                List.of(),
                format(body.field("text"), sentOn),
                sentOn);
    }

    private static @Nullable AnswerFormat format(CallerField text, SortedMap<Parameter, JsonNode> sentOn) {
        if (text.isAbsent()) {
            return null;
        }
        text.only(Set.of("format", "verbosity"));
        CallerField verbosity = text.field("verbosity");
        if (!verbosity.isAbsent()) {
            sentOn.put(Parameter.VERBOSITY, StringNode.valueOf(verbosity.word("low", "medium", "high")));
        }
        CallerField format = text.field("format");
        if (format.isAbsent()) {
            return null;
        }
        format.object();
        CallerField type = format.field("type");
        return switch (type.text()) {
            case "text" -> null;
            case "json_object" -> AnswerFormat.anyObject();
            case "json_schema" -> new AnswerFormat(
                    format.field("name").name(), format.field("description").textOrEmpty(), format.field("strict").isSet(),
                    format.field("schema").schema());
            default -> throw type.complaint("is '" + type.text() + "': write text, json_object or json_schema");
        };
    }
}
