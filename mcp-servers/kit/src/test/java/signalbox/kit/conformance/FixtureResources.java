package signalbox.kit.conformance;

import java.net.URI;
import java.util.List;
import java.util.Map;
import signalbox.kit.content.ResourceContents;
import signalbox.kit.resource.Resource;
import signalbox.kit.resource.ResourceAnswer;
import signalbox.kit.resource.ResourceRequest;
import signalbox.kit.resource.ResourceSource;
import signalbox.kit.resource.ResourceTemplate;

/// The resources that the suite reads.
final class FixtureResources implements ResourceSource {
    private static final String TEMPLATE = "test://template/{id}/data";

    @Override
    public List<Resource> list() {
        return List.of(
                resource("test://static-text", "text/plain"),
                resource("test://static-binary", "image/png"),
                resource("test://watched-resource", "text/plain"),
                resource("test://example-resource", "text/plain"));
    }

    @Override
    public List<ResourceTemplate> templates() {
        return List.of(new ResourceTemplate(TEMPLATE, "data", "Data", "The data of an id.", "application/json"));
    }

    @Override
    public ResourceAnswer read(ResourceRequest request) {
        var uri = request.uri();
        return switch (uri.toString()) {
            case "test://static-text" -> text(uri, "This is the content of the static text resource.");
            case "test://static-binary" -> found(new ResourceContents.Blob(uri, "image/png", FixtureTools.PNG));
            case "test://watched-resource", "test://example-resource" -> text(uri, "Nothing happens here.");
            default -> template(uri);
        };
    }

    @Override
    public List<String> complete(String uriTemplate, String variable, String start, Map<String, String> others) {
        return List.of("123", "124", "200").stream().filter(value -> value.startsWith(start)).toList();
    }

    private static ResourceAnswer template(URI uri) {
        var id = uri.toString().replaceFirst("^test://template/([0-9]+)/data$", "$1");
        return id.equals(uri.toString())
                ? new ResourceAnswer.Absent()
                : found(new ResourceContents.Text(uri, "application/json",
                        "{\"id\":\"" + id + "\",\"templateTest\":true,\"data\":\"Data for ID: " + id + "\"}"));
    }

    private static ResourceAnswer text(URI uri, String text) {
        return found(new ResourceContents.Text(uri, "text/plain", text));
    }

    private static ResourceAnswer found(ResourceContents contents) {
        return new ResourceAnswer.Found(List.of(contents));
    }

    private static Resource resource(String uri, String mimeType) {
        return new Resource(URI.create(uri), uri.substring("test://".length()), "Resource", "A resource of the suite.", mimeType);
    }
}
