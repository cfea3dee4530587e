package signalbox.host.wire.chat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.AnswerFormat;
import signalbox.host.turn.Parameter;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.caller.AllowedTools;
import signalbox.host.wire.caller.CallerField;
import signalbox.host.wire.caller.CallerRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a caller's chat completion request, field by field.
final class ChatRequestReader {
    private static final int MOST_STOPS = 4;
    private static final String ALLOWED = "allowed_tools";

    private final CallerField body;

    ChatRequestReader(JsonNode body) {
        this.body = CallerField.of(body);
    }

    CallerRequest read() {
        SortedMap<Parameter, JsonNode> sentOn = ChatParameter.sentOn(body);
        String model = body.field("model").text();
        if (model.isBlank()) {
            throw body.field("model").complaint("is empty: name a model, such as signalbox/auto");
        }
        List<ToolOffer> tools = new ArrayList<>();
        List<CallerRequest.HostTools> hostTools = new ArrayList<>();
        readTools(tools, hostTools);
        CallerField choice = body.field("tool_choice");
        AllowedTools offered = offered(tools, hostTools, choice);
        return new CallerRequest(
                model,
                ChatMessagesReader.read(body.field("messages")),
                offered.own(),
                offered.hosts(),
                choice(choice),
                options(sentOn),
                delivery(),
                body.field("metadata").metadata());
    }

    private void readTools(List<ToolOffer> tools, List<CallerRequest.HostTools> hostTools) {
        CallerField field = body.field("tools");
        Set<String> names = new HashSet<>();
        int size = field.isAbsent() ? 0 : field.list().size();
        for (int i = 0; i < size; i++) {
            CallerField tool = field.item(i);
            CallerField type = tool.field("type");
            tool.object();
            switch (type.text()) {
                case "function" -> tools.add(function(tool.field("function"), names));
                case "mcp" -> hostTools.add(hostTools(tool));
                default -> throw type.complaint("is '" + type.text() + "': write function or mcp");
            }
        }
    }

    private static ToolOffer function(CallerField function, Set<String> names) {
        function.object();
        CallerField name = function.field("name");
        if (!names.add(name.name())) {
            throw name.complaint("is '" + name.text() + "' for the second time: every function has a name of its own");
        }
        CallerField parameters = function.field("parameters");
        boolean strict = function.field("strict").isSet();
        ObjectNode schema = parameters.isAbsent() ? WireJson.object() : strict ? parameters.schema() : parameters.object();
        return new ToolOffer(name.text(), function.field("description").textOrEmpty(), schema, strict);
    }

    private static CallerRequest.HostTools hostTools(CallerField tool) {
        CallerField allowed = tool.field("allowed_tools");
        List<String> names = new ArrayList<>();
        int size = allowed.isAbsent() ? 0 : allowed.list().size();
        for (int i = 0; i < size; i++) {
            names.add(allowed.item(i).text());
        }
        if (!allowed.isAbsent() && names.isEmpty()) {
            throw allowed.complaint("is empty: name tools, or leave it out for all of the server's");
        }
        return new CallerRequest.HostTools(tool.field("server_label").text(), names);
    }

    private static AllowedTools offered(List<ToolOffer> own, List<CallerRequest.HostTools> hosts, CallerField choice) {
        return isOfAllowed(choice)
                ? AllowedTools.read(
                        choice.field(ALLOWED).field("tools"), own, hosts, tool -> tool.field("function").field("name"))
                : new AllowedTools(own, hosts);
    }

    private static boolean isOfAllowed(CallerField choice) {
        return choice.node() instanceof ObjectNode && choice.field("type").isText() && choice.field("type").text().equals(ALLOWED);
    }

    private static ToolChoice choice(CallerField field) {
        if (field.isAbsent()) {
            return new ToolChoice.Auto();
        }
        if (field.isText()) {
            return switch (field.text()) {
                case "auto" -> new ToolChoice.Auto();
                case "none" -> new ToolChoice.None();
                case "required" -> new ToolChoice.Required();
                default -> throw field.complaint("is '" + field.text() + "': write auto, none, required or a function");
            };
        }
        field.object();
        if (isOfAllowed(field)) {
            field.only(Set.of("type", ALLOWED));
            field.field(ALLOWED).only(Set.of("mode", "tools"));
            CallerField mode = field.field(ALLOWED).field("mode");
            return mode.isAbsent() || mode.word("auto", "required").equals("auto") ? new ToolChoice.Auto() : new ToolChoice.Required();
        }
        CallerField type = field.field("type");
        if (!type.text().equals("function")) {
            throw type.complaint("is '" + type.text() + "': only function and allowed_tools can be chosen here");
        }
        return new ToolChoice.Named(field.field("function").field("name").text());
    }

    private CallerRequest.Delivery delivery() {
        CallerField stream = body.field("stream");
        CallerField options = body.field("stream_options");
        if (!stream.isSet()) {
            if (!options.isAbsent()) {
                throw options.complaint("belongs to 'stream': leave it out");
            }
            return CallerRequest.Delivery.WHOLE;
        }
        if (options.isAbsent()) {
            return CallerRequest.Delivery.STREAM;
        }
        for (String name : options.object().propertyNames()) {
            if (!name.equals("include_usage") && !name.equals("include_obfuscation")) {
                throw options.field(name).complaint("is not an option of a stream: there are include_usage and include_obfuscation");
            }
        }
        if (options.field("include_obfuscation").isSet()) {
            throw options.field("include_obfuscation").complaint("can only be false here: leave it out");
        }
        return options.field("include_usage").isSet() ? CallerRequest.Delivery.STREAM_WITH_USAGE : CallerRequest.Delivery.STREAM;
    }

    private SamplingOptions options(SortedMap<Parameter, JsonNode> sentOn) {
        CallerField temperature = body.field("temperature");
        CallerField topP = body.field("top_p");
        return new SamplingOptions(
                outputTokens(),
                temperature.isAbsent() ? null : temperature.number(0, 2),
                topP.isAbsent() ? null : topP.number(0, 1),
                stop(body.field("stop")),
                format(body.field("response_format")),
                sentOn);
    }

    private @Nullable Long outputTokens() {
        CallerField newer = body.field("max_completion_tokens");
        CallerField older = body.field("max_tokens");
        return newer.isAbsent() ? (older.isAbsent() ? null : Long.valueOf(older.count())) : Long.valueOf(newer.count());
    }

    private static List<String> stop(CallerField field) {
        if (field.isAbsent()) {
            return List.of();
        }
        if (field.isText()) {
            return List.of(field.text());
        }
        List<String> stops = new ArrayList<>();
        for (int i = 0; i < field.list().size(); i++) {
            stops.add(field.item(i).text());
        }
        if (stops.size() > MOST_STOPS) {
            throw field.complaint("has " + stops.size() + " texts: write at most " + MOST_STOPS);
        }
        return stops;
    }

    static @Nullable AnswerFormat format(CallerField field) {
        if (field.isAbsent()) {
            return null;
        }
        field.object();
        CallerField type = field.field("type");
        return switch (type.text()) {
            case "text" -> null;
            case "json_object" -> AnswerFormat.anyObject();
            case "json_schema" -> named(field.field("json_schema"));
            default -> throw type.complaint("is '" + type.text() + "': write text, json_object or json_schema");
        };
    }

    private static AnswerFormat named(CallerField format) {
        format.object();
        CallerField name = format.field("name");
        return new AnswerFormat(
                name.isAbsent() ? "" : name.name(), format.field("description").textOrEmpty(), format.field("strict").isSet(),
                format.field("schema").schema());
    }
}
