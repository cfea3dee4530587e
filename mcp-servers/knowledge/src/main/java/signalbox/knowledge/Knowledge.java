package signalbox.knowledge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import signalbox.descriptor.ServerName;
import signalbox.kit.feature.ToolServer;
import signalbox.kit.tool.ToolOutcome;
import signalbox.kit.tool.ToolRequest;
import tools.jackson.databind.node.JsonNodeFactory;

/// The `knowledge` server: search and read a folder of Markdown articles, as tools and as resources.
public final class Knowledge {
    private static final int LIMIT = 5;

    private final Articles articles;
    private final ArticleIndex index;

    private Knowledge(Articles articles) throws IOException {
        this.articles = articles;
        this.index = new ArticleIndex(articles);
    }

    /// Reads the folder once; `searchArticles` and `readArticle` are the names for `releases.yaml`.
    public static ToolServer server(Path folder) throws IOException {
        var knowledge = new Knowledge(Articles.read(folder));
        return new ToolServer(
                new ServerName("knowledge"),
                Map.of("searchArticles", knowledge::search, "readArticle", knowledge::read),
                new ArticleResources(knowledge.articles),
                new ArticlePrompts());
    }

    private ToolOutcome search(ToolRequest request) {
        var words = request.arguments().path("query").asString("");
        var hits = index.search(words, request.arguments().path("limit").asInt(LIMIT));
        var structured = JsonNodeFactory.instance.objectNode();
        var list = structured.putArray("articles");
        var text = new StringBuilder(hits.isEmpty() ? "No article matches '" + words + "'." : "");
        for (var hit : hits) {
            list.addObject().put("id", hit.id()).put("title", hit.title()).put("excerpt", hit.excerpt());
            text.append(text.isEmpty() ? "" : "\n").append(hit.id()).append(": ").append(hit.title()).append(". ")
                    .append(hit.excerpt());
        }
        return ToolOutcome.structured(text.toString(), structured);
    }

    private ToolOutcome read(ToolRequest request) {
        var id = request.arguments().path("id").asString("");
        var article = articles.byId().get(id);
        if (article == null) {
            return ToolOutcome.error("There is no article '" + id + "': take an id from search_articles.");
        }
        var structured = JsonNodeFactory.instance.objectNode();
        structured.put("id", article.id()).put("title", article.title()).put("text", article.text());
        return ToolOutcome.structured(article.text(), structured);
    }
}
