package signalbox.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.descriptor.ToolId;
import signalbox.kit.tool.ToolOutcome;
import signalbox.kit.tool.ToolRequest;
import signalbox.policy.permission.PrincipalName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class KnowledgeTest {
    private static final Path SHIPPED = Path.of("articles");

    @Test
    void theArticleAboutTheQuestionComesFirst() throws IOException {
        assertThat(first("can I send a delivered item back?")).isEqualTo("returns");
        assertThat(first("how do I cancel")).isEqualTo("cancelling");
        assertThat(first("swap for another colour")).isEqualTo("exchanges");
        assertThat(first("tracking number")).isEqualTo("shipping");
    }

    @Test
    void everyArticleIsFoundOnceAndNeverMoreThanTheLimit() throws IOException {
        var hits = search(SHIPPED, "order item payment", 3).path("articles");

        assertThat(hits.size()).isEqualTo(3);
        assertThat(hits.valueStream().map(hit -> hit.path("id").asString("")).distinct().count()).isEqualTo(3);
    }

    @Test
    void querySyntaxIsJustWords() throws IOException {
        assertThat(search(SHIPPED, "title:* OR (((", 5).path("articles").size()).isZero();
        assertThat(search(SHIPPED, "", 5).path("articles").size()).isZero();
        assertThat(search(SHIPPED, "+gift -card \"", 5).path("articles").size()).isPositive();
    }

    @Test
    void readingReturnsTheWholeArticleAndRefusesWhatIsNotOne() throws IOException {
        var known = call(SHIPPED, "readArticle", arguments().put("id", "returns"));
        var unknown = call(SHIPPED, "readArticle", arguments().put("id", "../pom"));

        assertThat(known.error()).isFalse();
        assertThat(known.text()).isEqualTo(Files.readString(SHIPPED.resolve("returns.md")));
        assertThat(unknown.error()).isTrue();
        assertThat(unknown.text()).isEqualTo("There is no article '../pom': take an id from search_articles.");
    }

    @Test
    void linksOutOfTheFolderAreNotRead(@TempDir Path folder) throws IOException {
        var outside = Files.writeString(folder.resolve("secret.md"), "# Secret\n\nhidden words");
        var inside = Files.createDirectory(folder.resolve("articles"));
        Files.createSymbolicLink(inside.resolve("link.md"), outside);
        Files.writeString(inside.resolve("open.md"), "# Open\n\nopen words");

        assertThat(Articles.read(inside).byId().keySet()).containsExactly("open");
    }

    @Test
    void anOversizedArticleIsRefusedByName(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("huge.md"), "x".repeat((1 << 20) + 1));

        assertThatThrownBy(() -> Articles.read(folder)).isInstanceOf(IOException.class).hasMessageContaining("huge.md");
    }

    private static String first(String words) throws IOException {
        return search(SHIPPED, words, 5).path("articles").path(0).path("id").asString("");
    }

    private static JsonNode search(Path folder, String words, int limit) throws IOException {
        var outcome = call(folder, "searchArticles", arguments().put("query", words).put("limit", limit));
        return Objects.requireNonNull(outcome.structured());
    }

    private static ToolOutcome call(Path folder, String work, ObjectNode arguments) throws IOException {
        var tool = Objects.requireNonNull(Knowledge.server(folder).work().get(work));
        return (ToolOutcome) tool.run(new ToolRequest(
                ToolId.parse("knowledge.any_tool@1.0.0"), arguments, PrincipalName.parse("agent:reader")));
    }

    private static ObjectNode arguments() {
        return JsonNodeFactory.instance.objectNode();
    }
}
