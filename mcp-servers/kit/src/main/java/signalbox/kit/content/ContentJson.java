package signalbox.kit.content;

import java.net.URI;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Contents as JSON, the same in every revision of MCP.
public final class ContentJson {
    private ContentJson() {}

    public static ObjectNode of(Content content) {
        var tree = JsonNodeFactory.instance.objectNode();
        switch (content) {
            case Content.Text(var text) -> tree.put("type", "text").put("text", text);
            case Content.Image(var mimeType, var data) ->
                tree.put("type", "image").put("data", data).put("mimeType", mimeType);
            case Content.Audio(var mimeType, var data) ->
                tree.put("type", "audio").put("data", data).put("mimeType", mimeType);
            case Content.Embedded(var contents) -> tree.put("type", "resource").set("resource", of(contents));
            case Content.Link(var uri, var name, var mimeType) -> {
                tree.put("type", "resource_link").put("uri", uri.toString()).put("name", name);
                if (mimeType != null) {
                    tree.put("mimeType", mimeType);
                }
            }
        }
        return tree;
    }

    public static ObjectNode of(ResourceContents contents) {
        var tree = JsonNodeFactory.instance.objectNode();
        tree.put("uri", contents.uri().toString()).put("mimeType", contents.mimeType());
        return switch (contents) {
            case ResourceContents.Text text -> tree.put("text", text.text());
            case ResourceContents.Blob blob -> tree.put("blob", blob.data());
        };
    }

    /// Reads what `of` wrote.
    public static Content read(JsonNode tree) {
        return switch (tree.path("type").asString("")) {
            case "text" -> new Content.Text(tree.path("text").stringValue());
            case "image" -> new Content.Image(tree.path("mimeType").stringValue(), tree.path("data").stringValue());
            case "audio" -> new Content.Audio(tree.path("mimeType").stringValue(), tree.path("data").stringValue());
            case "resource" -> new Content.Embedded(contents(tree.path("resource")));
            case "resource_link" -> new Content.Link(
                    URI.create(tree.path("uri").stringValue()), tree.path("name").stringValue(),
                    tree.has("mimeType") ? tree.path("mimeType").stringValue() : null);
            default -> throw new IllegalStateException("no content that we wrote: " + tree);
        };
    }

    private static ResourceContents contents(JsonNode tree) {
        var uri = URI.create(tree.path("uri").stringValue());
        var mimeType = tree.path("mimeType").stringValue();
        return tree.has("text")
                ? new ResourceContents.Text(uri, mimeType, tree.path("text").stringValue())
                : new ResourceContents.Blob(uri, mimeType, tree.path("blob").stringValue());
    }
}
