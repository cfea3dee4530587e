package signalbox.kit.view;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.ToolName;
import signalbox.policy.permission.Endpoint;
import tools.jackson.databind.node.ObjectNode;

/// Replaces names of tools in descriptions, such as `retail.get_user_details`, with the names they have at an endpoint.
///
/// Only of tools that are shown there: a replaced name would reveal that a hidden tool exists.
final class ToolMentions {
    private static final Pattern WRITTEN = Pattern.compile("(?<![\\w.])[a-z][a-z0-9_]*+\\.[a-z][a-z0-9_]*+(?![\\w@]|\\.\\w)");

    private final Map<String, String> names;

    private ToolMentions(Map<String, String> names) {
        this.names = names;
    }

    /// Replaces nothing, for hosts: they call tools by names of their own.
    static ToolMentions asWritten() {
        return new ToolMentions(Map.of());
    }

    static ToolMentions at(Endpoint endpoint, List<ToolName> shown) {
        return new ToolMentions(shown.stream().collect(Collectors.toMap(ToolName::toString, tool -> ToolNames.at(endpoint, tool))));
    }

    /// The schema with the names in its descriptions replaced.
    ObjectNode in(ObjectNode schema) {
        if (names.isEmpty()) {
            return schema;
        }
        var read = schema.deepCopy();
        read.findParents("description").forEach(parent -> {
            if (parent instanceof ObjectNode object && object.get("description").isString()) {
                object.put("description", in(object.get("description").stringValue()));
            }
        });
        return read;
    }

    /// The description with its names replaced.
    String in(Descriptor descriptor) {
        return in(descriptor.description());
    }

    private String in(String text) {
        return WRITTEN.matcher(text).replaceAll(found ->
                Matcher.quoteReplacement(names.getOrDefault(found.group(), found.group())));
    }
}
