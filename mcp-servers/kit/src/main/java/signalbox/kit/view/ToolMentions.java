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

/// The tools that a description speaks of, such as `retail.get_user_details`, by the names that they have where it is read.
///
/// Only those that are shown there: a name that changed would tell that the tool is there.
final class ToolMentions {
    private static final Pattern WRITTEN = Pattern.compile("(?<![\\w.])[a-z][a-z0-9_]*+\\.[a-z][a-z0-9_]*+(?![\\w@]|\\.\\w)");

    private final Map<String, String> names;

    private ToolMentions(Map<String, String> names) {
        this.names = names;
    }

    /// As the descriptors have them. A host reads these: it calls tools by names of its own.
    static ToolMentions asWritten() {
        return new ToolMentions(Map.of());
    }

    static ToolMentions at(Endpoint endpoint, List<ToolName> shown) {
        return new ToolMentions(shown.stream().collect(Collectors.toMap(ToolName::toString, tool -> ToolNames.at(endpoint, tool))));
    }

    /// The schema with its descriptions as they are read there.
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

    /// The description as it is read there.
    String in(Descriptor descriptor) {
        return in(descriptor.description());
    }

    private String in(String text) {
        return WRITTEN.matcher(text).replaceAll(found ->
                Matcher.quoteReplacement(names.getOrDefault(found.group(), found.group())));
    }
}
