package signalbox.kit.protocol;

import java.util.List;
import java.util.Locale;
import signalbox.kit.content.ContentJson;
import signalbox.kit.content.ResourceContents;
import signalbox.kit.feature.ListedPrompt;
import signalbox.kit.prompt.Prompt;
import signalbox.kit.prompt.PromptAnswer;
import signalbox.kit.resource.Resource;
import signalbox.kit.resource.ResourceTemplate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Resources and prompts as JSON, the same in every revision of MCP.
final class ResourceJson {
    private ResourceJson() {}

    static ObjectNode resource(Resource resource) {
        return JsonNodeFactory.instance.objectNode()
                .put("uri", resource.uri().toString())
                .put("name", resource.name())
                .put("title", resource.title())
                .put("description", resource.description())
                .put("mimeType", resource.mimeType());
    }

    static ObjectNode template(ResourceTemplate template) {
        return JsonNodeFactory.instance.objectNode()
                .put("uriTemplate", template.uriTemplate())
                .put("name", template.name())
                .put("title", template.title())
                .put("description", template.description())
                .put("mimeType", template.mimeType());
    }

    static ObjectNode contents(List<ResourceContents> contents) {
        var tree = JsonNodeFactory.instance.objectNode();
        var list = tree.putArray("contents");
        contents.forEach(each -> list.add(ContentJson.of(each)));
        return tree;
    }

    static ObjectNode prompt(ListedPrompt listed) {
        var prompt = listed.prompt();
        var tree = JsonNodeFactory.instance.objectNode()
                .put("name", listed.name())
                .put("title", prompt.title())
                .put("description", prompt.description());
        var arguments = tree.putArray("arguments");
        for (Prompt.Argument argument : prompt.arguments()) {
            arguments.addObject()
                    .put("name", argument.name())
                    .put("description", argument.description())
                    .put("required", argument.required());
        }
        return tree;
    }

    static ObjectNode messages(PromptAnswer.Messages made) {
        var tree = JsonNodeFactory.instance.objectNode().put("description", made.description());
        var messages = tree.putArray("messages");
        for (var message : made.messages()) {
            messages.addObject()
                    .put("role", message.role().name().toLowerCase(Locale.ROOT))
                    .set("content", ContentJson.of(message.content()));
        }
        return tree;
    }

    static ObjectNode completion(List<String> values) {
        var tree = JsonNodeFactory.instance.objectNode();
        var completion = tree.putObject("completion");
        var list = completion.putArray("values");
        values.stream().limit(MOST_VALUES).forEach(list::add);
        completion.put("total", values.size()).put("hasMore", values.size() > MOST_VALUES);
        return tree;
    }

    /// MCP, server/utilities/completion.
    private static final int MOST_VALUES = 100;
}
