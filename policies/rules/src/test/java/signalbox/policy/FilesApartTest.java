package signalbox.policy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;
import signalbox.policy.permission.PrincipalName;
import signalbox.source.Problem;

/// What is taken away is taken away whatever else is broken, and each file counts for itself.
class FilesApartTest {
    private static final PrincipalName BOT = PrincipalName.parse("agent:bot");
    private static final ToolName FIND = ToolName.parse("shop.find_order");

    @TempDir
    Path folder;

    private RulebookFolder files;
    private LiveRulebook live;

    @BeforeEach
    void open() throws IOException {
        files = RulebookFolder.sound(folder);
        live = files.open();
    }

    @AfterEach
    void close() {
        live.close();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '"', textBlock = """
            tools/shop/find_order/1.2.0.yaml ~ "tool: shop.find_order"
            tools/shop/find_order/1.1.0.yaml ~ "tool: ["
            tools/shop/server.yaml ~ "titel: Shop"
            tools/shop/lost_order/0.yaml ~ "x"
            tools/releases.yaml ~ "shop.find_order: {}"
            tools/released.lock ~ "shop.find_order"
            policies/models.yaml ~ "models: ["
            policies/routing.yaml ~ "policy: 1"
            policies/servers.yaml ~ "servers: 1"
            """)
    void aRightIsTakenAwayWhateverOtherFileIsBroken(String file, String text) throws IOException {
        files.write(file, text);
        live.reload();
        files.edit("policies/permissions.yaml", "agent:bot: {roles: [desk]}", "agent:other: {roles: [desk]}");

        var outcome = live.reload();

        assertThat(outcome).isInstanceOf(Reload.AppliedInPart.class);
        assertThat(live.get().permissions().knows(BOT)).isFalse();
        assertThat(live.rejection()).isNotEmpty().allMatch(problem -> problem.place().file().endsWith(file) || !problem.isError());
    }

    @ParameterizedTest
    @CsvSource({"tools/shop/server.yaml", "tools/shop/cancel_order/1.0.0.yaml", "policies/permissions.yaml", "policies/models.yaml", "policies/routing.yaml"})
    void oneBrokenFileLeavesWhatIsInForceAsItWas(String file) throws IOException {
        var before = live.get();
        files.write(file, "broken: [");

        var outcome = live.reload();

        assertThat(outcome).isInstanceOf(Reload.Refused.class);
        assertThat(live.get().revision()).isEqualTo(before.revision());
        assertThat(live.get().tools()).isEqualTo(before.tools());
    }

    @Test
    void aReleaseIsChangedBesideABrokenDraft() throws IOException {
        files.write("tools/shop/find_order/2.0.0.yaml", "tool: [");
        files.edit("tools/releases.yaml", "    1.1.0: {run: {java: findOrder}}\n", "");
        files.edit("tools/releases.yaml", "  pins: {'agent:month-end': 1.1.0}\n", "");

        live.reload();

        assertThat(requireNonNull(live.get().tools().releases().get(FIND)).serve().keySet()).hasToString("[1.0.0]");
        assertThat(live.get().tools().descriptors()).doesNotContainKey(ToolId.parse("shop.find_order@2.0.0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tools/released.lock", "tools/shop/server.yaml", "policies/permissions.yaml"})
    void aVersionIsTakenBackWhateverOtherFileIsBroken(String file) throws IOException {
        files.write(file, "broken: [");
        files.edit("tools/releases.yaml", "    1.1.0: {run: {java: findOrder}}\n", "");
        files.edit("tools/releases.yaml", "  pins: {'agent:month-end': 1.1.0}\n", "");

        live.reload();

        assertThat(requireNonNull(live.get().tools().releases().get(FIND)).serve().keySet()).hasToString("[1.0.0]");
        assertThat(live.rejection()).isNotEmpty();
    }

    @Test
    void aReleasedVersionThatWasEditedStaysAsItWas() throws IOException {
        var before = live.get().tools();
        files.edit("tools/shop/find_order/1.0.0.yaml", "Finds one order.", "Finds every order.");
        files.edit("policies/permissions.yaml", "agent:bot", "agent:other");

        live.reload();

        assertThat(live.get().permissions().knows(BOT)).isFalse();
        assertThat(live.get().tools()).isEqualTo(before);
        assertThat(live.rejection()).extracting(Problem::message).containsExactly("'shop.find_order@1.0.0' is released and was changed");
    }

    @Test
    void aDraftThatIsNotReleasedIsNeverServed() throws IOException {
        var draft = Files.readString(folder.resolve("tools/shop/find_order/1.1.0.yaml")).replace("1.1.0", "1.2.0");
        files.write("tools/shop/find_order/1.2.0.yaml", draft);
        files.edit("tools/releases.yaml", "    1.1.0: {run: {java: findOrder}}\n",
                "    1.1.0: {run: {java: findOrder}}\n    1.2.0: {run: {java: findOrder}}\n");

        live.reload();

        assertThat(requireNonNull(live.get().tools().releases().get(FIND)).serve().keySet()).hasToString("[1.0.0, 1.1.0]");
        assertThat(live.rejection()).extracting(Problem::message).containsExactly("'shop.find_order@1.2.0' is not released");
    }

    @Test
    void newerPermissionsThatDoNotFitTheNewerToolsAreInForceOverTheOlder() throws IOException {
        files.edit("policies/permissions.yaml", "roles:\n", "roles:\n  shut: {never: [{tool: shop.cancel_order@1.0.0}]}\n");
        files.edit("policies/permissions.yaml", "agent:bot: {roles: [desk]}", "agent:other: {roles: [desk, shut]}");
        Files.delete(folder.resolve("tools/shop/cancel_order/1.0.0.yaml"));
        files.edit("tools/released.lock", files.read("tools/released.lock").lines().findFirst().orElseThrow() + "\n", "");
        files.edit("tools/releases.yaml", files.read("tools/releases.yaml"), files.read("tools/releases.yaml")
                .replaceAll("(?s)shop.cancel_order:.*?(?=shop.find_order:)", ""));

        live.reload();

        assertThat(live.get().permissions().knows(BOT)).isFalse();
        assertThat(live.get().tools().descriptors()).containsKey(ToolId.parse("shop.cancel_order@1.0.0"));
        assertThat(live.rejection()).extracting(Problem::message).contains("'shop.cancel_order' matches no tool");
    }

    @Test
    void newerRoutingIsInForceBesideBrokenModels() throws IOException {
        files.write("policies/models.yaml", "models: [");
        files.edit("policies/routing.yaml", "policy: test", "policy: other");

        live.reload();

        assertThat(live.get().routing().name()).isEqualTo("other");
        assertThat(live.rejection()).isNotEmpty();
    }

    @Test
    void whatWasBrokenIsInForceOnceItIsMended() throws IOException {
        files.edit("policies/routing.yaml", "use: small", "use: smal");
        files.edit("policies/permissions.yaml", "agent:bot", "agent:other");
        live.reload();
        files.edit("policies/routing.yaml", "use: smal", "use: small");

        var outcome = live.reload();

        assertThat(outcome).isInstanceOf(Reload.Applied.class);
        assertThat(live.rejection()).isEmpty();
        assertThat(live.get().revision()).isEqualTo(files.open().get().revision());
    }
}
