package signalbox.app.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.testing.Command;

class TokenFileTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aTokenIsReadWithoutWhatStandsAroundIt() throws IOException {
        assertThat(Talk.token(folder, " sbx_a-B_1.~+/=\r\n").read()).isEqualTo(new TokenFile.Held.Token("sbx_a-B_1.~+/="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw---x---", "r--r--r--"})
    void aFileThatOthersMayTouchIsRefused(String permissions) throws IOException {
        var file = Talk.token(folder, "sbx_1");
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString(permissions));

        assertThat(why(file)).isEqualTo("others may read the token file '" + file.path() + "': run chmod 600 '" + file.path() + "'");
    }

    @Test
    void aLinkIsAsOpenAsWhatItLeadsTo() throws IOException {
        var file = Talk.token(folder, "sbx_1");
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));
        var link = new TokenFile(Files.createSymbolicLink(folder.resolve("link"), file.path()), folder);

        assertThat(why(link)).startsWith("others may read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sbx_1 sbx_2", "sbx_1\nsbx_2", "token: sbx_1", "Bearer sbx_1", "sbx_ü", "sbx_1\r\nHost: x", "sbx_\u0000"})
    void whatIsNotOneTokenIsRefusedAndNotShown(String text) throws IOException {
        var file = Talk.token(folder, text);

        assertThat(why(file)).isEqualTo("the token file '" + file.path() + "' holds something else than one token: " + file.make());
    }

    @Test
    void aFileThatIsNotThereOrEmptyOrNoFileSaysWhatToDo() throws IOException {
        var absent = new TokenFile(folder.resolve("absent"), folder);
        var empty = Talk.token(folder, " \n");

        assertThat(why(absent)).isEqualTo("there is no token file '" + absent.path() + "': " + absent.make());
        assertThat(why(empty)).isEqualTo("the token file '" + empty.path() + "' is empty: " + empty.make());
        assertThat(why(new TokenFile(folder, folder))).isEqualTo("the token file '" + folder + "' is not a file");
        assertThat(why(Talk.token(folder, "x".repeat(20_000)))).contains("something else than one token");
    }

    @Test
    void whatCannotBeReadIsToldWithItsReason() throws IOException {
        var endless = new TokenFile(folder.resolve("x".repeat(300)), folder);
        var circle = folder.resolve("circle");
        Files.createSymbolicLink(circle, circle);

        assertThat(why(endless)).isEqualTo("the token file '" + endless.path() + "' cannot be read: File name too long");
        assertThat(why(new TokenFile(circle, folder))).startsWith("the token file '" + circle + "' cannot be read: Too many levels of symbolic links");
    }

    @Test
    void theAdviceNamesTheInstallationAndTheFile() {
        assertThat(new TokenFile(Path.of("/a/t"), Path.of("/b d")).make()).isEqualTo(
                "make one with ./signalbox token create --principal agent:quickstart --data '/b d' --file '/a/t'");
    }

    @Test
    void aTokenThatIsWrittenTakesTheEarlierOnesPlaceForItsOwnerAlone() throws IOException {
        var file = Talk.token(folder, "sbx_old");
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));

        TokenFile.write(file.path(), "sbx_new");

        assertThat(file.read()).isEqualTo(new TokenFile.Held.Token("sbx_new"));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file.path());
        }
    }

    private static String why(TokenFile file) {
        return file.read() instanceof TokenFile.Held.Unusable(var why) ? why : "it was read";
    }
}
