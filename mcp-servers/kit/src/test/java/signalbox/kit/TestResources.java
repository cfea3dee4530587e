package signalbox.kit;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import signalbox.kit.content.ResourceContents;
import signalbox.kit.input.InputRequest;
import signalbox.kit.input.InputRequired;
import signalbox.kit.resource.Resource;
import signalbox.kit.resource.ResourceAnswer;
import signalbox.kit.resource.ResourceRequest;
import signalbox.kit.resource.ResourceSource;
import signalbox.kit.resource.ResourceTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Some resources for all, some for few.
public final class TestResources implements ResourceSource {
    /// The paths of those that are listed.
    public volatile List<String> paths = List.of("open/one", "open/two", "open/asking", "closed/one");

    public volatile List<ResourceTemplate> templates = List.of(
            new ResourceTemplate("shed://open/{id}", "open", "Open", "Whatever is open.", "text/plain"),
            new ResourceTemplate("shed://closed/{id}", "closed", "Closed", "Whatever is closed.", "text/plain"));

    /// Happens whenever the list is asked for.
    public volatile Runnable whenListed = () -> {};

    public final AtomicInteger reads = new AtomicInteger();
    public final Semaphore interrupted = new Semaphore(0);
    public final Semaphore begun = new Semaphore(0);

    @Override
    public List<Resource> list() {
        whenListed.run();
        return paths.stream()
                .map(path -> new Resource(URI.create("shed://" + path), path, "A " + path, "Kept in the shed.", "text/plain"))
                .toList();
    }

    @Override
    public List<ResourceTemplate> templates() {
        return templates;
    }

    @Override
    public ResourceAnswer read(ResourceRequest request) {
        reads.incrementAndGet();
        return switch (request.uri().toString()) {
            case "shed://open/absent" -> new ResourceAnswer.Absent();
            case "shed://open/broken" -> throw new IllegalStateException("secret of the implementation");
            case "shed://open/huge" -> found(request, "x".repeat(5 << 20));
            case "shed://open/endless" -> forever(request);
            case "shed://open/asking" -> asking(request);
            default -> request.uri().toString().matches("shed://(open|closed)/.*")
                    ? found(request, request.caller() + " reads " + request.uri())
                    : new ResourceAnswer.Absent();
        };
    }

    @Override
    public List<String> complete(String uriTemplate, String variable, String start, Map<String, String> others) {
        return List.of("one", "only", "two").stream().filter(value -> value.startsWith(start)).toList();
    }

    private ResourceAnswer forever(ResourceRequest request) {
        begun.release();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            interrupted.release();
            Thread.currentThread().interrupt();
        }
        return found(request, "too late");
    }

    private static ResourceAnswer asking(ResourceRequest request) {
        var answer = request.answers().to("word");
        if (answer == null) {
            var schema = JsonMapper.shared().readTree("""
                    {"type": "object", "required": ["word"], "properties": {"word": {"type": "string"}}}""").asObject();
            return new ResourceAnswer.Asking(InputRequired.one("word", new InputRequest.Form("The word?", schema)));
        }
        return found(request, request.caller() + " said " + answer.path("content").path("word").asString(""));
    }

    private static ResourceAnswer found(ResourceRequest request, String text) {
        return new ResourceAnswer.Found(List.of(new ResourceContents.Text(request.uri(), "text/plain", text)));
    }
}
