package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.testing.Checkout;

/// The entry script in a folder of its own, with a JDK that only says how it was called.
class EntryScriptTest {
    private static final int ENOUGH = 13 << 20;
    private static final String CREATE = "-XX:+AutoCreateSharedArchive";

    private Path home = Path.of("");
    private Path target = Path.of("");

    @BeforeEach
    void copy(@TempDir Path folder) throws IOException {
        home = Files.createDirectory(folder.resolve("a b"));
        target = Files.createDirectories(home.resolve("routing-host/app/target"));
        var jar = Files.createFile(target.resolve("app.jar"));
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Files.copy(Checkout.root().resolve("signalbox"), home.resolve("signalbox"));
        program("jdk/bin/java", """
                for argument; do
                  case "$argument" in -XX:AOTCacheOutput=*) echo cache >"${argument#*=}" ;; esac
                done
                printf '%s\\n' "$@\"""");
        program("jdk/bin/javac", "exit 1");
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    }

    @ParameterizedTest
    @CsvSource({
        "stdio, stdio", "check --strict, rules", "token create, rules-and-database", "token list, database",
        "token revoke x, database", "explain run_1, database", "log --denied, database", "report, database", "exit-drill --without x, rules-and-database", "release, release"
    })
    void thoseShareAnArchiveOfClassesThatLoadTheSame(String command, String archive) throws Exception {
        var said = said(command);

        assertThat(said).contains(CREATE, "-XX:SharedArchiveFile=" + target.resolve(archive + ".jsa"), "-XX:TieredStopAtLevel=1");
        assertThat(said).endsWith(command.split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "demo --live"})
    void theInstallationRehearsesOnceAfterEachBuild(String command) throws Exception {
        assertThat(said(command)).anyMatch(line -> line.startsWith("signalbox: rehearsing"));

        var again = said(command);

        assertThat(again).noneMatch(line -> line.startsWith("signalbox:") || line.contains("Archive") || line.contains("TieredStop"));
        assertThat(again).filteredOn(flag -> flag.startsWith("-XX:AOTCache=")).singleElement()
                .satisfies(flag -> assertThat(Path.of(flag.substring(flag.indexOf('=') + 1))).hasContent("cache"));
        assertThat(again).endsWith(command.split(" ", -1));

        Files.setLastModifiedTime(target.resolve("app.jar"), FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(said(command)).anyMatch(line -> line.startsWith("signalbox: rehearsing"));
    }

    @Test
    void aRehearsalThatFailsIsNotRepeated() throws Exception {
        program("jdk/bin/java", """
                for argument; do
                  case "$argument" in -XX:AOTCacheOutput=*) exit 1 ;; esac
                done
                printf '%s\\n' "$@\"""");

        said("up");

        assertThat(said("up")).noneMatch(line -> line.startsWith("signalbox:") || line.contains("AOTCache")).endsWith("up");
    }

    @Test
    void aRehearsalLeavesWhatAnotherIsWriting() throws Exception {
        var writing = Files.createFile(target.resolve("1.aot.99"));
        var old = Files.createFile(target.resolve("1.aot"));

        said("up");

        assertThat(writing).exists();
        assertThat(old).doesNotExist();
    }

    @Test
    void aJdkThatNamesItsVersionInNoFileRehearsesToo() throws Exception {
        Files.delete(home.resolve("jdk/release"));
        program("jdk/bin/java", """
                case "$1" in
                  -XshowSettings:properties) echo "    java.specification.version = 25"; exit ;;
                  -version) echo "openjdk 25"; exit ;;
                esac
                for argument; do
                  case "$argument" in -XX:AOTCacheOutput=*) echo cache >"${argument#*=}" ;; esac
                done
                printf '%s\\n' "$@\"""");

        assertThat(said("up")).anyMatch(line -> line.startsWith("signalbox: rehearsing"));
        assertThat(said("up")).anyMatch(flag -> flag.startsWith("-XX:AOTCache=")).endsWith("up");
    }

    @Test
    void anotherJdkRehearsesForItself() throws Exception {
        said("up");
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"25.0.2\"\n");

        assertThat(said("up")).anyMatch(line -> line.startsWith("signalbox: rehearsing"));
        try (var files = Files.list(target)) {
            assertThat(files).filteredOn(file -> file.toString().endsWith(".aot")).hasSize(1);
        }
    }

    @Test
    void whatLoadsNextToNothingHasNone() throws Exception {
        assertThat(said("completion bash")).noneMatch(flag -> flag.contains("Archive")).endsWith("completion", "bash");
    }

    @Test
    void anArchiveThatHoldsTooLittleIsMadeAgain() throws Exception {
        var archive = archive(1 << 20, 1, Duration.ZERO);

        assertThat(said("check")).contains(CREATE);
        assertThat(archive).doesNotExist();
    }

    @Test
    void anArchiveOfAnOlderBuildIsMadeAgain() throws Exception {
        var archive = archive(ENOUGH, 1, Duration.ofDays(3));

        assertThat(said("check")).contains(CREATE);
        assertThat(archive).doesNotExist();
    }

    @Test
    void aWholeArchiveIsKept() throws Exception {
        var archive = archive(ENOUGH, 1, Duration.ofDays(1));

        assertThat(said("check")).contains(CREATE);
        assertThat(archive).hasSize(ENOUGH);
    }

    @Test
    void anArchiveThatIsBeingWrittenIsLeftAlone() throws Exception {
        var archive = archive(ENOUGH, 0, Duration.ZERO);

        assertThat(said("check")).doesNotContain(CREATE);
        assertThat(archive).hasSize(ENOUGH);
    }

    @Test
    void anArchiveWhoseWriterWasKilledIsRemoved() throws Exception {
        var archive = archive(ENOUGH, 0, Duration.ofMinutes(5));

        said("check");

        assertThat(archive).doesNotExist();
        assertThat(said("check")).contains(CREATE);
    }

    private Path archive(int size, int first, Duration age) throws IOException {
        var bytes = new byte[size];
        bytes[0] = (byte) first;
        var file = Files.write(target.resolve("rules.jsa"), bytes);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
        return file;
    }

    private void program(String name, String text) throws IOException {
        var file = home.resolve(name);
        Files.createDirectories(home.resolve("jdk/bin"));
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private List<String> said(String command) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of("bash", home.resolve("signalbox").toString()));
        line.addAll(Arrays.asList(command.split(" ", -1)));
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        builder.environment().remove("SIGNALBOX_JAVA_OPTS");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).describedAs(output).isZero();
        return output.lines().toList();
    }
}
