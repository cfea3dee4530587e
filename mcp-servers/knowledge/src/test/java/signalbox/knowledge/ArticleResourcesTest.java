package signalbox.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.descriptor.ResourceUri;
import signalbox.kit.content.ResourceContents;
import signalbox.kit.input.Client;
import signalbox.kit.input.InputResponses;
import signalbox.kit.resource.ResourceAnswer;
import signalbox.kit.resource.ResourceRequest;
import signalbox.kit.resource.ResourceSource;
import signalbox.policy.permission.PrincipalName;

class ArticleResourcesTest {
    private static final Path SHIPPED = Path.of("articles");

    @Test
    void everyArticleIsListedAndReadUnderItsAddress() throws IOException {
        var resources = Knowledge.server(SHIPPED).resources();

        assertThat(resources.list()).hasSameSizeAs(Articles.read(SHIPPED).byId().keySet());
        for (var resource : resources.list()) {
            assertThat(resource.uri()).hasToString("knowledge://articles/" + resource.name());
            assertThat(resource.title()).isNotBlank();
            assertThat(resource.description()).isNotBlank().doesNotContain("\n");
            assertThat(text(read(resources, resource.uri().toString())))
                    .isEqualTo(Files.readString(SHIPPED.resolve(resource.name() + ".md")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "knowledge://articles/nothing", "knowledge://articles/%72eturns", "knowledge://articles/returns/", "knowledge://articles/Returns",
        "knowledge://ARTICLES/returns", "knowledge://articles:/returns", "knowledge://@articles/returns", "KNOWLEDGE://articles/returns",
        "knowledge://articles/returns?x", "knowledge://other/returns", "knowledge:/articles/returns", "file:///etc/passwd"
    })
    void anArticleHasOneAddressOnly(String address) throws IOException {
        var resources = Knowledge.server(SHIPPED).resources();

        assertThat(read(resources, address)).isEqualTo(new ResourceAnswer.Absent());
    }

    @Test
    void anIdThatIsNoPlainWordHasAnAddressThatRulesCanName(@TempDir Path folder) throws IOException {
        for (var id : new String[] {"in/folder", "two words", "ünïcode", "a+b*c~d,e", "50%"}) {
            var file = folder.resolve(id + ".md");
            Files.createDirectories(file.resolveSibling("x").getParent());
            Files.writeString(file, "# " + id + "\n\nwords of " + id);
        }
        var resources = Knowledge.server(folder).resources();

        assertThat(resources.list()).hasSize(5);
        assertThat(resources.list()).allSatisfy(resource -> {
            assertThat(ResourceUri.isValid(resource.uri().toString())).describedAs(resource.uri().toString()).isTrue();
            assertThat(text(read(resources, resource.uri().toString()))).contains("words of " + resource.name());
        });
    }

    @Test
    void idsAreCompletedForTheTemplateAndNothingElse() throws IOException {
        var resources = Knowledge.server(SHIPPED).resources();
        var template = resources.templates().getFirst().uriTemplate();

        assertThat(template).isEqualTo("knowledge://articles/{id}");
        assertThat(resources.complete(template, "id", "ca", Map.of())).containsExactly("cancelling");
        assertThat(resources.complete(template, "id", "", Map.of())).hasSameSizeAs(resources.list());
        assertThat(resources.complete(template, "name", "", Map.of())).isEmpty();
        assertThat(resources.complete("knowledge://articles/{x}", "id", "", Map.of())).isEmpty();
    }

    private static ResourceAnswer read(ResourceSource resources, String address) {
        return resources.read(new ResourceRequest(
                URI.create(address), PrincipalName.parse("agent:reader"), Client.SILENT, InputResponses.NONE));
    }

    private static String text(ResourceAnswer answer) {
        return answer instanceof ResourceAnswer.Found(var contents)
                        && contents.getFirst() instanceof ResourceContents.Text(var _, var _, var text)
                ? text
                : answer.toString();
    }
}
