package signalbox.knowledge;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import signalbox.kit.content.ResourceContents;
import signalbox.kit.resource.Resource;
import signalbox.kit.resource.ResourceAnswer;
import signalbox.kit.resource.ResourceRequest;
import signalbox.kit.resource.ResourceSource;
import signalbox.kit.resource.ResourceTemplate;

/// The articles as resources, each under one address. An address is looked up exactly as it is written and never decoded, so
/// that no second spelling passes a rule that names the first.
final class ArticleResources implements ResourceSource {
    private static final String START = "knowledge://articles/";
    private static final String MARKDOWN = "text/markdown";
    private static final ResourceTemplate TEMPLATE = new ResourceTemplate(
            START + "{id}", "article", "Article", "An article of the help centre, by its id.", MARKDOWN);

    private final Map<String, Article> articles = new TreeMap<>();

    ArticleResources(Articles articles) {
        articles.byId().values().forEach(article -> this.articles.put(address(article.id()).toString(), article));
    }

    /// The id as one segment: what RFC 6570 makes of `{id}`.
    static URI address(String id) {
        return URI.create(START + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~"));
    }

    @Override
    public List<Resource> list() {
        return articles.entrySet().stream()
                .map(entry -> new Resource(
                        URI.create(entry.getKey()), entry.getValue().id(), entry.getValue().title(), entry.getValue().lead(), MARKDOWN))
                .toList();
    }

    @Override
    public List<ResourceTemplate> templates() {
        return List.of(TEMPLATE);
    }

    @Override
    public ResourceAnswer read(ResourceRequest request) {
        var article = articles.get(request.uri().toString());
        return article == null
                ? new ResourceAnswer.Absent()
                : new ResourceAnswer.Found(List.of(new ResourceContents.Text(request.uri(), MARKDOWN, article.text())));
    }

    @Override
    public List<String> complete(String uriTemplate, String variable, String start, Map<String, String> others) {
        return uriTemplate.equals(TEMPLATE.uriTemplate()) && variable.equals("id")
                ? articles.values().stream().map(Article::id).filter(id -> id.startsWith(start)).sorted().toList()
                : List.of();
    }
}
