package signalbox.release;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.descriptor.Effect;
import signalbox.descriptor.EffectClass;
import signalbox.descriptor.HeaderParameter;
import signalbox.descriptor.Server;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;
import signalbox.descriptor.Version;
import signalbox.source.Checked;
import signalbox.source.Problem;

final class ToolsDirectoryTest {
    private static final Path SOUND = Path.of("src/test/resources/sound");
    private static final ToolName FIND = ToolName.parse("shop.find_order");

    @TempDir
    Path folder;

    @Test
    void aReleasedDirectoryIsRead() throws IOException {
        copySound();
        sound(ToolsDirectory.release(folder));

        var tools = sound(ToolsDirectory.read(folder));

        assertThat(tools.servers()).containsValue(new Server(
                new ServerName("shop"), "Shop", "shop-team", "Ask for the order number first."));
        assertThat(tools.descriptors().keySet()).hasToString(
                "[shop.cancel_order@1.0.0, shop.find_order@1.0.0, shop.find_order@1.1.0]");
        var cancel = requireNonNull(tools.descriptors().get(ToolId.parse("shop.cancel_order@1.0.0")));
        assertThat(cancel.effect()).isEqualTo(new Effect(EffectClass.WRITE, true, true, "request_id", false));
        assertThat(cancel.output().maxBytes()).isEqualTo(65_536);
        var find = requireNonNull(tools.descriptors().get(ToolId.parse("shop.find_order@1.1.0")));
        assertThat(find.labels()).containsExactly("pii", "reads-private");
        assertThat(find.description()).isEqualTo("""
                Finds one order.
                Use when: The customer asks about an order.
                Not when: The customer wants to send it back.""");
        var release = requireNonNull(tools.releases().get(FIND));
        assertThat(release.byDefault()).hasToString("1.0.0");
        assertThat(release.serve()).containsEntry(Version.parse("1.1.0"), new RunTarget.Java("findOrder"));
        assertThat(release.pins()).containsEntry("agent:month-end", Version.parse("1.1.0"));
    }

    @Test
    void aVersionMayBeTheWorkOfAThirdPartyServer() throws IOException {
        copySound();
        var digest = "sha256:" + "0123456789abcdef".repeat(4);
        edit("releases.yaml", "1.1.0: {run: {java: findOrder}}", "1.1.0: {run: {upstream: '" + digest + "', upstream-name: Find-Order}}");
        sound(ToolsDirectory.release(folder));

        var release = requireNonNull(sound(ToolsDirectory.read(folder)).releases().get(FIND));

        assertThat(release.serve()).containsEntry(Version.parse("1.1.0"), new RunTarget.Upstream(digest, "Find-Order"));
        assertThat(release.servedHere()).containsExactly(Version.parse("1.0.0"));
        assertThat(release.servedUpstream()).containsExactly(Version.parse("1.1.0"));
    }

    @Test
    void anAnnotatedArgumentIsAlsoSentAsAHeader() throws IOException {
        copySound();
        edit("shop/find_order/1.0.0.yaml", "order_id: {type: string,", "order_id: {type: string, x-mcp-header: Order,");
        edit("shop/find_order/1.1.0.yaml", "order_id: {type: string,", "order_id: {type: string, x-mcp-header: Order,");
        sound(ToolsDirectory.release(folder));

        var find = requireNonNull(sound(ToolsDirectory.read(folder)).descriptors().get(ToolId.parse("shop.find_order@1.0.0")));

        assertThat(find.headerParameters()).containsExactly(new HeaderParameter("Order", List.of("order_id")));
    }

    @Test
    void theDigestIsOfWhatTheFileSaysNotOfHowItIsWritten() throws IOException {
        copySound();
        sound(ToolsDirectory.release(folder));
        var lock = Files.readString(folder.resolve("released.lock"));
        var before = sound(ToolsDirectory.read(folder));

        edit("shop/find_order/1.0.0.yaml", "output: {max-bytes: 4096}", "output:\n  # plenty\n  'max-bytes': 4096");
        var after = sound(ToolsDirectory.read(folder));

        assertThat(lock).isEqualTo("""
                shop.cancel_order@1.0.0 sha256:86297591c0dcffcf8ab91a5a6bc4c14295d52feeb1b7feb0ac8b1644fbb0e6fa
                shop.find_order@1.0.0 sha256:174b6501439f0fc4d31fab071d2e625a6cd1fd161a778c2b5276b8c483cd8247
                shop.find_order@1.1.0 sha256:d7324c1d31d62639c48241e48b5296c255ffb6b837f5032d897a56ed99db8578
                """);
        assertThat(after.descriptors()).isEqualTo(before.descriptors());
        assertThat(after.revision()).isNotEqualTo(before.revision());
    }

    @Test
    void aReleasedVersionIsNeverEdited() throws IOException {
        copySound();
        sound(ToolsDirectory.release(folder));
        var lock = Files.readString(folder.resolve("released.lock"));
        edit("shop/find_order/1.0.0.yaml", "Finds one order.", "Finds orders.");

        assertThat(ToolsDirectory.read(folder).found()).extracting(Problem::message)
                .containsExactly("'shop.find_order@1.0.0' is released and was changed");
        assertThat(ToolsDirectory.release(folder).found()).extracting(Problem::hint)
                .containsExactly("a released version is never edited; make version 1.2.0 instead");
        assertThat(folder.resolve("released.lock")).hasContent(lock);
    }

    @Test
    void releasingAddsWhatIsNewAndKeepsWhatWasThere() throws IOException {
        copySound();
        Files.delete(folder.resolve("shop/find_order/1.1.0.yaml"));
        edit("releases.yaml", "    1.1.0: {run: {java: findOrder}}\n", "");
        edit("releases.yaml", "  pins: {'agent:month-end': 1.1.0}\n", "");
        var first = sound(ToolsDirectory.release(folder));
        var lock = Files.readString(folder.resolve("released.lock"));
        Files.copy(SOUND.resolve("shop/find_order/1.1.0.yaml"), folder.resolve("shop/find_order/1.1.0.yaml"));

        var second = sound(ToolsDirectory.release(folder));
        var third = sound(ToolsDirectory.release(folder));

        assertThat(first).hasToString("[shop.cancel_order@1.0.0, shop.find_order@1.0.0]");
        assertThat(second).hasToString("[shop.find_order@1.1.0]");
        assertThat(third).isEmpty();
        assertThat(Files.readString(folder.resolve("released.lock"))).startsWith(lock).hasLineCount(3);
    }

    @Test
    void anEmptyDirectoryIsAnEmptyCatalogue() {
        var tools = sound(ToolsDirectory.read(folder));

        assertThat(tools.descriptors()).isEmpty();
        assertThat(tools.releases()).isEmpty();
    }

    @Test
    void aDirectoryThatIsNotThereIsAProblem() {
        assertThat(ToolsDirectory.read(folder.resolve("none")).found()).hasSize(1);
    }

    @Test
    void theToolsOfThisRepositoryAreSound() {
        var tools = Path.of("").toAbsolutePath();
        boolean isReleased = Files.exists(tools.resolve("released.lock"));

        var found = ToolsDirectory.read(tools).found().stream()
                .filter(problem -> isReleased || !problem.message().endsWith("is not released"))
                .toList();

        assertThat(Problem.rendered(found)).isEmpty();
    }

    private void copySound() throws IOException {
        try (var files = Files.walk(SOUND)) {
            for (var file : files.toList()) {
                var target = folder.resolve(SOUND.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private void edit(String file, String from, String to) throws IOException {
        var path = folder.resolve(file);
        var text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    private static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new AssertionError(Problem.rendered(problems));
        });
    }
}
