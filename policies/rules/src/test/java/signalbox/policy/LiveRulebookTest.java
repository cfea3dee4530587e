package signalbox.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.policy.permission.PrincipalName;
import signalbox.release.ToolsDirectory;
import signalbox.source.Checked;
import signalbox.source.Problem;

class LiveRulebookTest {
    private static final PrincipalName NEW = PrincipalName.parse("agent:new");

    @TempDir
    Path folder;

    private RulebookFolder files;

    @BeforeEach
    void writeSoundFiles() throws IOException {
        files = RulebookFolder.sound(folder);
    }

    @Test
    void aSoundSetIsReadWhole() {
        var rulebook = open().get();

        assertThat(rulebook.tools().servers()).hasSize(1);
        assertThat(rulebook.routing().groups()).containsKey("small");
        assertThat(rulebook.permissions().knows(PrincipalName.parse("agent:bot"))).isTrue();
        assertThat(rulebook.revision()).startsWith("sha256:");
    }

    @Test
    void aThirdPartyServerNamedAsOneOfOursIsRefusedWithBothPlaces() throws IOException {
        write("servers", "servers:\n  shop: {url: 'https://shop.example.com/mcp', authorization: none}\n");

        var read = Rulebook.read(folder.resolve("tools"), folder.resolve("policies"));

        assertThat(read.found()).filteredOn(Problem::isError).isNotEmpty().allSatisfy(problem -> assertThat(problem.rendered())
                .contains("servers.yaml:2:3: 'shop' is a server of this installation: releases.yaml has 'shop.")
                .contains("^ give the third-party server a name of its own"));
    }

    @Test
    void aBrokenFileAtTheStartRefusesToOpen() throws IOException {
        write("permissions", "roles: {}\n");

        var opened = LiveRulebook.open(folder.resolve("tools"), folder.resolve("policies"));

        assertThat(opened).isInstanceOf(Checked.Broken.class);
    }

    @Test
    void problemsOfAllFilesAreReportedTogether() throws IOException {
        write("permissions", RulebookFolder.PERMISSIONS.replace("[desk]", "[dusk]"));
        write("models", RulebookFolder.MODELS.replace("tier: small", "teir: small"));
        write("routing", RulebookFolder.ROUTING + "groups: 1\n");

        var problems = Rulebook.read(folder.resolve("tools"), folder.resolve("policies")).found();

        assertThat(problems.stream().map(problem -> Path.of(problem.place().file()).getFileName().toString()).distinct())
                .contains("permissions.yaml", "models.yaml", "routing.yaml");
    }

    @Test
    void whatNeedsABrokenFileIsLookedThroughAllTheSame() throws IOException {
        var descriptor = folder.resolve("tools/shop/server.yaml");
        Files.writeString(descriptor, "titel: Shop\n");
        write("permissions", RulebookFolder.PERMISSIONS.replace("[desk]", "[dusk]"));
        write("models", RulebookFolder.MODELS.replace("openai-chat", "openai-chatter"));
        write("routing", RulebookFolder.ROUTING.replace("use: small", "use: smal"));

        var problems = Rulebook.read(folder.resolve("tools"), folder.resolve("policies")).found();

        assertThat(problems).extracting(Problem::message)
                .contains("unknown role 'dusk'", "unknown wire 'openai-chatter'", "unknown group 'smal'")
                .noneMatch(message -> message.contains("unknown model") || message.contains("matches no tool"));
        assertThat(problems).anyMatch(problem -> problem.place().file().endsWith("server.yaml"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '"',
            textBlock = """
                    routing ~ tools: [shop] ~ tools: [shpo] ~ there is no server or tool 'shpo'
                    permissions ~ signalbox/* ~ signalbox/smal ~ 'signalbox/smal' matches no model
                    permissions ~ shop.find_order ~ shop.find_ordr ~ 'shop.find_ordr' matches no tool
                    """)
    void aNameThatAnotherFileDoesNotHaveIsReported(String file, String right, String wrong, String message) throws IOException {
        edit(file, right, wrong);

        var problems = Rulebook.read(folder.resolve("tools"), folder.resolve("policies")).found();

        assertThat(problems).extracting(Problem::message).contains(message);
    }

    @Test
    void aChangedFileIsAppliedWhole() throws IOException {
        try (var live = open()) {
            var before = live.get();
            edit("permissions", "agent:bot: {roles: [desk]}", "agent:new: {roles: [desk]}");

            var outcome = live.reload();

            assertThat(outcome).isEqualTo(new Reload.Applied(before, live.get(), live.warnings()));
            assertThat(live.get().permissions().knows(NEW)).isTrue();
            assertThat(before.permissions().knows(NEW)).isFalse();
            assertThat(live.get().revision()).isNotEqualTo(before.revision());
            assertThat(live.reload()).isEqualTo(new Reload.Unchanged());
        }
    }

    @Test
    void aBrokenFileKeepsTheLastGoodSetAndSaysWhyUntilItIsMended() throws IOException {
        try (var live = open()) {
            var before = live.get();
            edit("permissions", "roles: [desk]", "roles: [dusk]");

            var outcome = live.reload();

            assertThat(outcome).isInstanceOf(Reload.Refused.class);
            assertThat(live.get()).isSameAs(before);
            assertThat(live.rejection()).extracting(Problem::message).containsExactly("unknown role 'dusk'");
            edit("permissions", "roles: [dusk]", "roles: [desk]");
            live.reload();
            assertThat(live.rejection()).isEmpty();
        }
    }

    @Test
    void noTruncationOfAFileIsEverAppliedInPart() throws IOException {
        try (var live = open()) {
            var before = live.get();
            for (int length = 0; length < RulebookFolder.ROUTING.length() - 1; length += 2) {
                write("routing", RulebookFolder.ROUTING.substring(0, length));

                live.reload();

                assertThat(live.get()).as("%s characters", length).isSameAs(before);
                assertThat(live.rejection()).as("%s characters", length).isNotEmpty();
            }
            Files.delete(folder.resolve("policies/models.yaml"));
            assertThat(live.reload()).isInstanceOf(Reload.Refused.class);
        }
    }

    @Test
    void aRemovedToolVersionIsRefusedAndTheToolsStay() throws IOException {
        try (var live = open()) {
            Files.delete(folder.resolve("tools/shop/find_order/1.0.0.yaml"));

            var outcome = live.reload();

            assertThat(outcome).isInstanceOf(Reload.Refused.class);
            assertThat(live.get().tools().descriptors()).hasSize(3);
        }
    }

    @Test
    void whoFollowsIsToldOfAChangeAndOfARefusal() throws Exception {
        var told = new LinkedBlockingQueue<Reload>();
        try (var live = open()) {
            live.onReload(told::add);
            live.follow(Duration.ofMillis(10));
            edit("permissions", "agent:bot", "agent:new");

            var first = told.poll(20, TimeUnit.SECONDS);
            edit("permissions", "roles: [desk]", "roles: [dusk]");
            var second = told.poll(20, TimeUnit.SECONDS);

            assertThat(first).isInstanceOf(Reload.Applied.class);
            assertThat(second).isInstanceOf(Reload.Refused.class);
            assertThat(live.get().permissions().knows(NEW)).isTrue();
        }
    }

    @Test
    void aWatcherOutlivesAListenerThatOverflowsItsStack() throws Exception {
        var told = new LinkedBlockingQueue<Reload>();
        try (var live = open()) {
            live.onReload(reload -> {
                told.add(reload);
                throw new StackOverflowError("planted");
            });
            live.follow(Duration.ofMillis(10));
            edit("permissions", "agent:bot", "agent:new");

            var first = told.poll(20, TimeUnit.SECONDS);
            edit("permissions", "agent:new", "agent:bot");
            var second = told.poll(20, TimeUnit.SECONDS);

            assertThat(first).isInstanceOf(Reload.Applied.class);
            assertThat(second).isInstanceOf(Reload.Applied.class);
            assertThat(live.get().permissions().knows(NEW)).isFalse();
        }
    }

    @Test
    void aPinOfNobodyIsAWarningThatNamesTheNearest() throws IOException {
        edit("permissions", "agent:month-end", "agent:month-ned");

        var problems = Rulebook.read(folder.resolve("tools"), folder.resolve("policies")).found();

        assertThat(Problem.rendered(problems)).contains(
                "warning: the pin is of nobody: 'agent:month-end' is not among the principals of permissions.yaml",
                "did you mean agent:month-ned?");
    }

    @Test
    void aModelThatIsMisspeltInANeverIsAnError() throws IOException {
        edit("permissions", "{model: signalbox/*}]", "{model: signalbox/*}], never: [{model: here/smal}]");

        var problems = Rulebook.read(folder.resolve("tools"), folder.resolve("policies")).found();

        assertThat(problems).anyMatch(problem -> problem.isError() && problem.message().equals("'here/smal' matches no model"));
    }

    private LiveRulebook open() {
        return files.open();
    }

    private void write(String name, String text) throws IOException {
        files.write("policies/" + name + ".yaml", text);
    }

    private void edit(String name, String from, String to) throws IOException {
        files.edit("policies/" + name + ".yaml", from, to);
    }
}
