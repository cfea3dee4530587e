package signalbox.host.api.responses;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.RunHeader;
import signalbox.host.turn.AnswerFormat;
import signalbox.host.turn.Parameter;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.wire.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// What a request asked for, as its response says it again: clients expect every field of it.
final class AskedFields {
    private AskedFields() {}

    /// @param instructions those of the request alone, or null
    static ObjectNode of(RunHeader run, @Nullable String instructions) {
        var asked = run.asked();
        var options = asked.options();
        var fields = WireJson.object();
        var response = run.terms().response();
        var previous = response == null ? null : response.previous();
        fields.put("previous_response_id", previous == null ? null : previous.as("resp_")).put("store", response != null);
        fields.put("background", response != null && response.background());
        fields.put("instructions", instructions).put("max_output_tokens", options.outputTokens()).putNull("max_tool_calls");
        fields.set("parallel_tool_calls", options.parameters().getOrDefault(Parameter.PARALLEL_TOOL_CALLS, WireJson.parse("true")));
        fields.putObject("reasoning").put("effort", word(run, Parameter.REASONING_EFFORT)).putNull("summary");
        fields.set("text", text(run));
        fields.set("tool_choice", choice(asked.choice()));
        fields.set("tools", tools(asked));
        fields.put("temperature", options.temperature()).put("top_p", options.topP());
        fields.put("truncation", "disabled").put("top_logprobs", 0);
        for (var parameter : List.of(Parameter.SERVICE_TIER, Parameter.USER, Parameter.SAFETY_IDENTIFIER, Parameter.PROMPT_CACHE_KEY)) {
            fields.put(parameter.word(), word(run, parameter));
        }
        var metadata = fields.putObject("metadata");
        run.about().metadata().forEach(metadata::put);
        return fields;
    }

    private static @Nullable String word(RunHeader run, Parameter parameter) {
        JsonNode value = run.asked().options().parameter(parameter);
        return value == null ? null : value.asString();
    }

    private static ObjectNode text(RunHeader run) {
        var text = WireJson.object();
        text.set("format", format(run.asked().options().format()));
        var verbosity = word(run, Parameter.VERBOSITY);
        return verbosity == null ? text : text.put("verbosity", verbosity);
    }

    /// Only a schema has a name of its caller's.
    private static ObjectNode format(@Nullable AnswerFormat format) {
        if (format == null) {
            return WireJson.object().put("type", "text");
        }
        if (format.name().isEmpty()) {
            return WireJson.object().put("type", "json_object");
        }
        var json = WireJson.object().put("type", "json_schema").put("name", format.name());
        json.put("description", format.description().isEmpty() ? null : format.description()).put("strict", format.strict());
        json.set("schema", format.schema());
        return json;
    }

    private static JsonNode choice(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto _ -> StringNode.valueOf("auto");
            case ToolChoice.None _ -> StringNode.valueOf("none");
            case ToolChoice.Required _ -> StringNode.valueOf("required");
            case ToolChoice.Named(var tool) -> WireJson.object().put("type", "function").put("name", tool);
        };
    }

    private static ArrayNode tools(RunHeader.Asked asked) {
        var tools = WireJson.array();
        for (ToolOffer offer : asked.callerTools()) {
            var tool = tools.addObject().put("type", "function").put("name", offer.name());
            tool.put("description", offer.description().isEmpty() ? null : offer.description());
            tool.set("parameters", offer.schema());
            tool.put("strict", offer.strict());
        }
        servers(asked.tools()).forEach((server, names) -> {
            var tool = tools.addObject().put("type", "mcp").put("server_label", server).put("require_approval", "never");
            if (names.isEmpty()) {
                tool.putNull("allowed_tools");
            } else {
                names.forEach(tool.putArray("allowed_tools")::add);
            }
        });
        return tools;
    }

    /// The tools of each server; none where all of them were asked for.
    private static Map<String, List<String>> servers(RunHeader.Tools tools) {
        var servers = new LinkedHashMap<String, List<String>>();
        if (tools instanceof RunHeader.Tools.Named(var names)) {
            for (var name : names) {
                int dot = name.indexOf('.');
                var of = servers.computeIfAbsent(dot < 0 ? name : name.substring(0, dot), _ -> new ArrayList<>());
                if (dot >= 0) {
                    of.add(name.substring(dot + 1));
                }
            }
        }
        return servers;
    }
}
