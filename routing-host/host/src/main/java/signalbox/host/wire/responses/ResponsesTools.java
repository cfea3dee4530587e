package signalbox.host.wire.responses;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.caller.AllowedTools;
import signalbox.host.wire.caller.CallerField;
import signalbox.host.wire.caller.CallerRequest;
import tools.jackson.databind.node.ObjectNode;

/// `tools` and `tool_choice`: the caller's own functions, and tools of the host's servers. Tools that OpenAI runs, and
/// servers at addresses, are refused.
record ResponsesTools(List<ToolOffer> own, List<CallerRequest.HostTools> hosts, ToolChoice choice) {
    static ResponsesTools read(CallerField tools, CallerField choice) {
        List<ToolOffer> own = new ArrayList<>();
        List<CallerRequest.HostTools> hosts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int size = tools.isAbsent() ? 0 : tools.list().size();
        for (int i = 0; i < size; i++) {
            CallerField tool = tools.item(i);
            tool.object();
            CallerField type = tool.field("type");
            switch (type.text()) {
                case "function" -> own.add(function(tool, names));
                case "mcp" -> hosts.add(server(tool));
                default -> throw type.complaint("is '" + type.text() + "', which not every model has: write function or mcp");
            }
        }
        return chosen(own, hosts, choice);
    }

    private static ToolOffer function(CallerField tool, Set<String> names) {
        tool.only(Set.of("type", "name", "description", "parameters", "strict"));
        CallerField name = tool.field("name");
        if (!names.add(name.name())) {
            throw name.complaint("is '" + name.text() + "' for the second time: every function has a name of its own");
        }
        CallerField parameters = tool.field("parameters");
        boolean strict = tool.field("strict").isSet();
        ObjectNode schema = parameters.isAbsent() ? WireJson.object() : strict ? parameters.schema() : parameters.object();
        return new ToolOffer(name.text(), tool.field("description").textOrEmpty(), schema, strict);
    }

    private static CallerRequest.HostTools server(CallerField tool) {
        for (String address : List.of("server_url", "connector_id", "tunnel_id")) {
            if (!tool.field(address).isAbsent()) {
                throw tool.field(address).complaint("names a server by its address, and none but the host's own are called here:"
                        + " leave it out, and name one of these in 'server_label'");
            }
        }
        tool.only(Set.of("type", "server_label", "server_description", "allowed_tools", "require_approval"));
        if (!tool.field("require_approval").isAbsent()) {
            tool.field("require_approval").word("never"); // whether a person approves is for the host's policy to say
        }
        CallerField allowed = tool.field("allowed_tools");
        if (allowed.node() instanceof ObjectNode) {
            allowed.only(Set.of("tool_names"));
            allowed = allowed.field("tool_names");
        }
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

    private static ResponsesTools chosen(List<ToolOffer> own, List<CallerRequest.HostTools> hosts, CallerField choice) {
        if (choice.isAbsent() || choice.isText()) {
            return new ResponsesTools(own, hosts, mode(choice, "none"));
        }
        choice.object();
        CallerField type = choice.field("type");
        return switch (type.text()) {
            case "function" -> new ResponsesTools(own, hosts, new ToolChoice.Named(choice.field("name").text()));
            case "mcp" -> new ResponsesTools(own, hosts, new ToolChoice.Named(
                    choice.field("server_label").text() + "__" + choice.field("name").text()));
            case "allowed_tools" -> allowed(own, hosts, choice);
            default -> throw type.complaint("is '" + type.text() + "': only function, mcp and allowed_tools can be chosen here");
        };
    }

    private static ToolChoice mode(CallerField mode, String none) {
        return switch (mode.isAbsent() ? "auto" : mode.word("auto", "required", none)) {
            case "auto" -> new ToolChoice.Auto();
            case "required" -> new ToolChoice.Required();
            default -> new ToolChoice.None();
        };
    }

    private static ResponsesTools allowed(List<ToolOffer> own, List<CallerRequest.HostTools> hosts, CallerField choice) {
        choice.only(Set.of("type", "mode", "tools"));
        var allowed = AllowedTools.read(choice.field("tools"), own, hosts, tool -> tool.field("name"));
        return new ResponsesTools(allowed.own(), allowed.hosts(), mode(choice.field("mode"), "auto"));
    }
}
