package signalbox.host.wire.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.AnswerFormat;
import signalbox.host.turn.Parameter;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.Turn;
import signalbox.host.wire.caller.CallerField;
import signalbox.host.wire.caller.CallerRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads a caller's request for a message, field by field.
final class MessagesRequestReader {
    private static final int MOST_STOPS = 4;

    private final CallerField body;
    private final MessagesVersion version;

    MessagesRequestReader(JsonNode body, MessagesVersion version) {
        this.body = CallerField.of(body);
        this.version = version;
    }

    CallerRequest read() {
        SortedMap<Parameter, JsonNode> sentOn = MessagesParameter.sentOn(body, false);
        metadata(sentOn);
        serviceTier(sentOn);
        return request(sentOn, body.field("max_tokens").count());
    }

    CallerRequest counted() {
        return request(MessagesParameter.sentOn(body, true), null);
    }

    private CallerRequest request(SortedMap<Parameter, JsonNode> sentOn, @Nullable Long maxTokens) {
        for (String gone : List.of("temperature", "top_p", "top_k")) {
            if (version == MessagesVersion.V2026_10_21 && !body.field(gone).isAbsent()) {
                throw body.field(gone).complaint("is not part of API version 2026-10-21: leave it out, or send the header"
                        + " anthropic-version: 2023-06-01");
            }
        }
        MessagesContent.checkCacheControl(body);
        String model = body.field("model").text();
        if (model.isBlank()) {
            throw body.field("model").complaint("is empty: name a model, such as signalbox/auto");
        }
        MessagesTools tools = MessagesTools.read(body.field("tools"));
        return new CallerRequest(
                model,
                transcript(),
                tools.own(),
                tools.hosts(),
                choice(body.field("tool_choice"), sentOn),
                options(sentOn, maxTokens),
                body.field("stream").isSet() ? CallerRequest.Delivery.STREAM : CallerRequest.Delivery.WHOLE,
                new TreeMap<>());
    }

    private List<Turn> transcript() {
        List<Turn> turns = new ArrayList<>();
        CallerField system = body.field("system");
        if (!system.isAbsent()) {
            turns.add(new Turn.Instructions(MessagesContent.text(system)));
        }
        turns.addAll(MessagesTurns.read(body.field("messages")));
        return turns;
    }

    /// Who the caller asks for stays with the request: providers look for abuse by it.
    private void metadata(SortedMap<Parameter, JsonNode> sentOn) {
        CallerField metadata = body.field("metadata");
        if (!metadata.isAbsent()) {
            metadata.only(Set.of("user_id"));
            if (!metadata.field("user_id").isAbsent()) {
                sentOn.put(Parameter.USER, text(metadata.field("user_id").text(512)));
            }
        }
    }

    /// The neutral words of a tier are OpenAI's.
    private void serviceTier(SortedMap<Parameter, JsonNode> sentOn) {
        CallerField tier = body.field("service_tier");
        if (!tier.isAbsent()) {
            sentOn.put(Parameter.SERVICE_TIER, text(tier.word("auto", "standard_only").equals("auto") ? "auto" : "default"));
        }
    }

    private static ToolChoice choice(CallerField field, SortedMap<Parameter, JsonNode> sentOn) {
        if (field.isAbsent()) {
            return new ToolChoice.Auto();
        }
        field.object();
        String type = field.field("type").word("auto", "any", "tool", "none");
        Set<String> names = switch (type) {
            case "none" -> Set.of("type");
            case "tool" -> Set.of("type", "name", "disable_parallel_tool_use");
            default -> Set.of("type", "disable_parallel_tool_use");
        };
        field.only(names);
        if (field.field("disable_parallel_tool_use").isSet()) {
            sentOn.put(Parameter.PARALLEL_TOOL_CALLS, JsonNodeFactory.instance.booleanNode(false));
        }
        return switch (type) {
            case "none" -> new ToolChoice.None();
            case "any" -> new ToolChoice.Required();
            case "tool" -> new ToolChoice.Named(field.field("name").text());
            default -> new ToolChoice.Auto();
        };
    }

    private SamplingOptions options(SortedMap<Parameter, JsonNode> sentOn, @Nullable Long maxTokens) {
        CallerField temperature = body.field("temperature");
        CallerField topP = body.field("top_p");
        return new SamplingOptions(
                maxTokens,
                temperature.isAbsent() ? null : temperature.number(0, 1),
                topP.isAbsent() ? null : topP.number(0, 1),
                stop(body.field("stop_sequences")),
                format(sentOn),
                sentOn);
    }

    private static List<String> stop(CallerField field) {
        List<String> stops = new ArrayList<>();
        int size = field.isAbsent() ? 0 : field.list().size();
        for (int i = 0; i < size; i++) {
            CallerField stop = field.item(i);
            if (stop.text().isBlank()) {
                throw stop.complaint("says nothing: write a text that is not blank");
            }
            stops.add(stop.text());
        }
        if (size > MOST_STOPS) {
            throw field.complaint("has " + size + " texts: write at most " + MOST_STOPS + ", as many as every model takes");
        }
        return stops;
    }

    private @Nullable AnswerFormat format(SortedMap<Parameter, JsonNode> sentOn) {
        CallerField config = body.field("output_config");
        if (config.isAbsent()) {
            return null;
        }
        config.only(Set.of("effort", "format"));
        CallerField effort = config.field("effort");
        if (!effort.isAbsent()) {
            sentOn.put(Parameter.REASONING_EFFORT, text(effort.word("low", "medium", "high", "xhigh", "max")));
        }
        CallerField format = config.field("format");
        if (format.isAbsent()) {
            return null;
        }
        format.only(Set.of("type", "schema"));
        format.field("type").word("json_schema");
        return new AnswerFormat("", "", true, format.field("schema").schema());
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }
}
