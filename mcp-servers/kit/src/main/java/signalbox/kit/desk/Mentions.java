package signalbox.kit.desk;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.ToolName;
import signalbox.policy.permission.Endpoint;

/// The tools that a description speaks of, such as `retail.get_user_details`, by the names that they have where it is read.
///
/// Only those that are shown there: a name that changed would tell that the tool is there.
final class Mentions {
    private static final Pattern WRITTEN = Pattern.compile("(?<![\\w.])[a-z][a-z0-9_]*+\\.[a-z][a-z0-9_]*+(?![\\w@]|\\.\\w)");

    private final Map<String, String> names;

    private Mentions(Map<String, String> names) {
        this.names = names;
    }

    /// As the descriptors have them. A host reads these: it calls tools by names of its own.
    static Mentions asWritten() {
        return new Mentions(Map.of());
    }

    static Mentions at(Endpoint endpoint, List<ToolName> shown) {
        return new Mentions(shown.stream().collect(Collectors.toMap(ToolName::toString, tool -> ToolNames.at(endpoint, tool))));
    }

    /// The description as it is read there.
    String in(Descriptor descriptor) {
        return WRITTEN.matcher(descriptor.description()).replaceAll(found ->
                Matcher.quoteReplacement(names.getOrDefault(found.group(), found.group())));
    }
}
