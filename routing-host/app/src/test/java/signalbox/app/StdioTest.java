package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.app.start.RunFile;
import signalbox.testing.Checkout;
import tools.jackson.databind.JsonNode;

/// `./signalbox stdio` as a process of its own, as an assistant starts it.
@SuppressWarnings("NullAway.Init") // set by JUnit before the first test
class StdioTest {
    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
            + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
    private static final String ORDER = "\"name\":\"get_order_details\",\"arguments\":{\"order_id\":\"#W1000001\"}";

    @TempDir
    private static Path folder;

    private static RunningUp up;
    private static Path token;

    @BeforeAll
    static void start() throws Exception {
        up = RunningUp.start(folder.resolve("data"), Checkout.root().resolve("policies/demo"));
        token = tokenFile("token", up.firstToken());
    }

    @AfterAll
    static void stop() {
        up.close();
    }

    @Test
    void bothErasPassThroughOnePipeAndTheEndOfInputEndsIt() throws Exception {
        try (var pipe = pipe(token, "--server", "retail")) {
            pipe.say("{\"jsonrpc\":\"2.0\",\"id\":\"d\",\"method\":\"server/discover\",\"params\":{" + META + "}}");
            assertThat(answer(pipe, "\"d\"").path("result").path("supportedVersions").toString()).contains("2026-07-28");
            pipe.say("this is not a message");
            pipe.out().await("\"code\":-32700");
            pipe.say("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{" + ORDER + "," + META + "}}");
            assertThat(answer(pipe, "2").path("result").path("resultType").asString()).isEqualTo("complete");
            pipe.say(INITIALIZE);
            assertThat(answer(pipe, "1").path("result").path("protocolVersion").asString()).isEqualTo("2025-11-25");
            pipe.say(INITIALIZED);
            pipe.say("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{" + ORDER + "}}");
            assertThat(answer(pipe, "3").path("result").toString()).contains("mara_lindgren_4821");

            pipe.endInput();

            var ended = pipe.ended();
            assertThat(ended.code()).isZero();
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out().lines()).hasSize(5).allSatisfy(line ->
                    assertThat(RunningUp.JSON.readTree(line).path("jsonrpc").asString()).isEqualTo("2.0"));
        }
    }

    @Test
    void aPipeLoadsNeitherSpringNorADatabaseNorALog() throws Exception {
        var log = folder.resolve("classes.txt");
        var command = Child.command("stdio", "--data", up.data().toString(), "--token-file", token.toString());
        command.add(1, "-Xlog:class+load:file=" + log);
        try (var pipe = Child.started(command)) {
            pipe.say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{" + META + "}}");
            answer(pipe, "1");
            pipe.endInput();
            assertThat(pipe.ended().code()).isZero();
        }

        assertThat(Files.readString(log))
                .contains("signalbox.app.stdio.Pipe")
                .doesNotContain("org.springframework.", "org.postgresql.", "com.zaxxer.", "ch.qos.logback.", "org.apache.hc.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "--server | nope    | there is no server 'nope': there is knowledge, retail",
        "--server | Retail  | '--server Retail' names no server: write its name, such as retail, or retail/v1",
        "--server | ../etc  | '--server ../etc' names no server: write its name, such as retail, or retail/v1",
        "--server | retail/ | '--server retail/' names no server: write its name, such as retail, or retail/v1"
    })
    void whatCannotBeIsToldToThePersonAndToWhoeverAsks(String option, String value, String words) throws Exception {
        assertRefused(pipe(token, option, value), words);
    }

    @Test
    void aTokenFileThatOthersMayReadIsRefused() throws Exception {
        var open = tokenFile("open", up.firstToken());
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused(pipe(open), "others may read the token file '" + open + "': run chmod 600 '" + open + "'");
    }

    @Test
    void aTokenFileThatIsNotThereIsRefused() throws Exception {
        var absent = folder.resolve("absent");

        assertRefused(pipe(absent), "there is no token file '" + absent + "': make one with ./signalbox token create"
                + " --principal agent:quickstart --data '" + up.data() + "' --file '" + absent + "'");
    }

    @Test
    void theAdviceMakesAFileThatIsTakenAndAFailureLeavesTheEarlierOne() throws Exception {
        var file = folder.resolve("advised");
        var made = Child.run("token", "create", "--principal", "agent:quickstart", "--data", up.data().toString(), "--file", file.toString());
        var first = Files.readString(file);
        var failed = Child.run("token", "create", "--principal", "agent:nobody-knows", "--data", up.data().toString(), "--file", file.toString());

        assertThat(made.code()).isZero();
        assertThat(made.out()).isEmpty();
        assertThat(made.err()).contains("is in '" + file + "'");
        assertThat(Files.getPosixFilePermissions(file)).containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(failed.code()).isEqualTo(1);
        assertThat(Files.readString(file)).isEqualTo(first).startsWith("sbx_");
    }

    @Test
    void aDirectoryWhereNoTokenCanBeKnownIsNotMadeUseOf() throws Exception {
        var nowhere = folder.resolve("nowhere");

        assertRefused(pipe(nowhere, token), "nothing runs on '" + nowhere + "', and no token is known there yet: run ./signalbox up"
                + " --data '" + nowhere + "' first, or name with --data the directory that it runs on");
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void aRevokedTokenIsToldAndItsSuccessorIsTakenWithoutANewStart() throws Exception {
        var made = Child.run("token", "create", "--principal", "agent:quickstart", "--data", up.data().toString());
        var file = tokenFile("revoked", made.out());
        try (var pipe = pipe(file, "--server", "retail")) {
            pipe.say(INITIALIZE);
            answer(pipe, "1");
            var id = made.err().replaceFirst("(?s).*token (\\S+) of.*", "$1");
            assertThat(Child.run("token", "revoke", id, "--data", up.data().toString()).code()).isZero();

            pipe.say("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
            assertThat(answer(pipe, "2").path("error").path("message").asString())
                    .startsWith("The token in '" + file + "' is not accepted, it may have expired, been revoked or been made for another installation: make one with");
            pipe.err().await("signalbox: the token in '" + file + "' is not accepted");

            Files.writeString(file, up.firstToken());
            pipe.say("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\"}");
            assertThat(answer(pipe, "3").path("result").path("tools").isEmpty()).isFalse();
        }
    }

    @Test
    void anUpThatStopsIsToldAndFoundAgainWhenItIsBack() throws Exception {
        var data = folder.resolve("stopped");
        var policies = Checkout.root().resolve("policies/demo");
        var first = RunningUp.start(data, policies);
        var file = tokenFile("stopping", first.firstToken());
        try (first; var pipe = pipe(data, file, "--server", "retail")) {
            pipe.say(INITIALIZE);
            answer(pipe, "1");
            pipe.say(INITIALIZED);
            first.child().stop();
            first.child().ended();

            pipe.say("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
            assertThat(answer(pipe, "2").path("error").path("message").asString())
                    .isEqualTo("Signalbox is not running: start it with ./signalbox up.");
            pipe.err().await("signalbox: Signalbox is not running: start it with ./signalbox up");

            try (var _ = RunningUp.start(data, policies)) {
                pipe.say("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{" + ORDER + "}}");
                assertThat(answer(pipe, "3").path("result").toString()).contains("mara_lindgren_4821");
            }
        }
    }

    @Test
    void whereNothingRunsItStartsAnInstallationThatEndsWithIt() throws Exception {
        var data = folder.resolve("own");
        var policies = Checkout.root().resolve("policies/demo");
        String made;
        try (var first = RunningUp.start(data, policies)) {
            made = first.firstToken();
        }
        var file = tokenFile("own-token", made);
        try (var pipe = pipe(data, file, "--policies", policies.toString());
                var second = pipe(data, file, "--policies", policies.toString())) {
            for (var each : List.of(pipe, second)) {
                each.say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{" + META + "}}");
            }
            assertThat(answer(pipe, "1").path("result").toString()).contains("retail__get_order_details");
            assertThat(answer(second, "1").path("result").toString()).contains("retail__get_order_details");

            // Both may have said that they start it; the file says who did.
            var running = Objects.requireNonNull(RunFile.ofRunning(data));
            var owner = running.process() == pipe.pid() ? pipe : second;
            var guest = owner == pipe ? second : pipe;
            guest.endInput();
            assertThat(guest.ended().code()).isZero();
            owner.stop();
            var ended = owner.ended();
            assertThat(ended.code()).isZero();
            assertThat(ended.out().lines()).hasSize(1);
            assertThat(data.resolve("run.json")).doesNotExist();
        }
    }

    private static void assertRefused(Child refused, String words) throws Exception {
        try (refused) {
            refused.say(INITIALIZE);
            var answer = answer(refused, "1");
            refused.endInput();
            var ended = refused.ended();

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err()).isEqualTo("signalbox: " + words);
            assertThat(answer.path("error").path("message").asString()).isEqualToIgnoringCase(words + ".");
        }
    }

    private static JsonNode answer(Child pipe, String id) throws InterruptedException {
        return RunningUp.JSON.readTree(pipe.out().await("\"id\":" + id));
    }

    private static Child pipe(Path file, String... more) {
        return pipe(up.data(), file, more);
    }

    private static Child pipe(Path data, Path file, String... more) {
        var arguments = new ArrayList<>(List.of("stdio", "--data", data.toString(), "--token-file", file.toString()));
        arguments.addAll(List.of(more));
        return Child.start(arguments.toArray(String[]::new));
    }

    private static Path tokenFile(String name, String text) throws IOException {
        var file = Files.createFile(
                folder.resolve(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text + "\n");
    }
}
