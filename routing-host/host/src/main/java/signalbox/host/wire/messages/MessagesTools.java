package signalbox.host.wire.messages;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import signalbox.host.turn.ToolOffer;
import signalbox.host.wire.caller.CallerField;
import signalbox.host.wire.caller.CallerRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `tools`: the caller's own, and toolsets of the host's servers. A tool that Anthropic runs, or whose schema only its
/// models know, is refused.
record MessagesTools(List<ToolOffer> own, List<CallerRequest.HostTools> hosts) {
    private static final Set<String> OWN = Set.of(
            "type", "name", "description", "input_schema", "strict", "cache_control", "input_examples", "defer_loading",
            "eager_input_streaming", "allowed_callers");

    static MessagesTools read(CallerField field) {
        List<ToolOffer> own = new ArrayList<>();
        List<CallerRequest.HostTools> hosts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int size = field.isAbsent() ? 0 : field.list().size();
        for (int i = 0; i < size; i++) {
            CallerField tool = field.item(i);
            tool.object();
            CallerField type = tool.field("type");
            switch (type.isAbsent() ? "custom" : type.text()) {
                case "custom" -> own.add(own(tool, names));
                case "mcp_toolset" -> hosts.add(toolset(tool));
                default -> throw type.complaint("is '" + type.text() + "', a tool of Anthropic's own, which not every model has:"
                        + " write custom or mcp_toolset");
            }
        }
        return new MessagesTools(own, hosts);
    }

    private static ToolOffer own(CallerField tool, Set<String> names) {
        tool.only(OWN);
        MessagesContent.checkCacheControl(tool);
        CallerField name = tool.field("name");
        if (!names.add(name.name())) {
            throw name.complaint("is '" + name.text() + "' for the second time: every tool has a name of its own");
        }
        if (tool.field("defer_loading").isSet()) {
            throw tool.field("defer_loading").complaint("can only be false here: leave it out");
        }
        checkCallers(tool.field("allowed_callers"));
        CallerField eager = tool.field("eager_input_streaming"); // allows pieces of an input, and demands none
        if (!eager.isAbsent()) {
            eager.flag();
        }
        boolean strict = tool.field("strict").isSet();
        CallerField schema = tool.field("input_schema");
        return new ToolOffer(
                name.text(), tool.field("description").textOrEmpty(),
                withExamples(strict ? schema.schema() : schema.object(), tool.field("input_examples")), strict);
    }

    private static void checkCallers(CallerField callers) {
        int size = callers.isAbsent() ? 0 : callers.list().size();
        for (int i = 0; i < size; i++) {
            callers.item(i).word("direct");
        }
    }

    /// A JSON Schema has a place for them, which every model can be shown.
    private static ObjectNode withExamples(ObjectNode schema, CallerField examples) {
        if (examples.isAbsent() || examples.list().isEmpty()) {
            return schema;
        }
        var all = schema.deepCopy().withArray("/examples");
        for (JsonNode example : examples.list()) {
            all.add(example);
        }
        var shown = schema.deepCopy();
        shown.set("examples", all);
        return shown;
    }

    private static CallerRequest.HostTools toolset(CallerField tool) {
        tool.only(Set.of("type", "mcp_server_name", "default_config", "configs", "cache_control"));
        MessagesContent.checkCacheControl(tool);
        boolean all = isEnabled(tool.field("default_config"), true);
        List<String> allowed = new ArrayList<>();
        CallerField configs = tool.field("configs");
        if (!configs.isAbsent()) {
            for (String name : configs.object().propertyNames()) {
                CallerField config = configs.field(name);
                boolean enabled = isEnabled(config, all);
                if (all && !enabled) {
                    throw config.complaint("takes one tool away: switch all off with default_config {\"enabled\": false}, and those"
                            + " on that you want");
                }
                if (enabled) {
                    allowed.add(name);
                }
            }
        }
        if (!all && allowed.isEmpty()) {
            throw tool.complaint("has no tool that is enabled: enable one, or leave the toolset out");
        }
        return new CallerRequest.HostTools(tool.field("mcp_server_name").text(), all ? List.of() : allowed);
    }

    private static boolean isEnabled(CallerField config, boolean otherwise) {
        if (config.isAbsent()) {
            return otherwise;
        }
        config.only(Set.of("enabled", "defer_loading"));
        if (config.field("defer_loading").isSet()) {
            throw config.field("defer_loading").complaint("can only be false here: leave it out");
        }
        return config.field("enabled").isAbsent() ? otherwise : config.field("enabled").flag();
    }
}
