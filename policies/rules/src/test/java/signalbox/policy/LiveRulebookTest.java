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
    private static final Path SOUND = Path.of("../../tool-descriptors/src/test/resources/sound");
    private static final String MODELS = """
            providers:
              here: {wire: openai-chat, profile: ollama, url: 'http://127.0.0.1:11434/v1'}
            models:
              here/small: {id: small, tier: small, context: 1000, output: 100, price: {input: 0, output: 0}, can: [tools]}
            """;
    private static final String ROUTING = """
            policy: test
            groups: {small: [here/small]}
            rules: [{name: default, use: small, tools: [shop]}]
            """;
    private static final String PERMISSIONS = """
            roles:
              desk: {may: [{tool: shop.find_order}, {model: signalbox/*}]}
            principals:
              agent:bot: {roles: [desk]}
            """;
    private static final PrincipalName NEW = PrincipalName.parse("agent:new");

    @TempDir
    Path folder;

    @BeforeEach
    void writeSoundFiles() throws IOException {
        try (var files = Files.walk(SOUND)) {
            for (var file : files.toList()) {
                var copy = folder.resolve("tools").resolve(SOUND.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        ToolsDirectory.release(folder.resolve("tools"));
        Files.createDirectories(folder.resolve("policies"));
        write("models", MODELS);
        write("routing", ROUTING);
        write("permissions", PERMISSIONS);
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
        write("permissions", PERMISSIONS.replace("[desk]", "[dusk]"));
        write("models", MODELS.replace("tier: small", "teir: small"));
        write("routing", ROUTING + "groups: 1\n");

        var problems = Rulebook.read(folder.resolve("tools"), folder.resolve("policies")).found();

        assertThat(problems.stream().map(problem -> Path.of(problem.place().file()).getFileName().toString()).distinct())
                .contains("permissions.yaml", "models.yaml", "routing.yaml");
    }

    @Test
    void whatNeedsABrokenFileIsLookedThroughAllTheSame() throws IOException {
        var descriptor = folder.resolve("tools/shop/server.yaml");
        Files.writeString(descriptor, "titel: Shop\n");
        write("permissions", PERMISSIONS.replace("[desk]", "[dusk]"));
        write("models", MODELS.replace("openai-chat", "openai-chatter"));
        write("routing", ROUTING.replace("use: small", "use: smal"));

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
            for (int length = 0; length < ROUTING.length() - 1; length += 2) {
                write("routing", ROUTING.substring(0, length));

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

    private LiveRulebook open() {
        return LiveRulebook.open(folder.resolve("tools"), folder.resolve("policies"))
                .fold(live -> live, problems -> {
                    throw new AssertionError(Problem.rendered(problems));
                });
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve("policies").resolve(name + ".yaml"), text);
    }

    private void edit(String name, String from, String to) throws IOException {
        var file = folder.resolve("policies").resolve(name + ".yaml");
        Files.writeString(file, Files.readString(file).replace(from, to));
    }
}
