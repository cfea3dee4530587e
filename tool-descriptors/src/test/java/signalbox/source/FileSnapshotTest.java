package signalbox.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSnapshotTest {
    @TempDir
    Path folder;

    @Test
    void whatIsReadIsWhatWasLookedAtHoweverTheFileChangesAfterwards() throws IOException {
        var file = write("a.yaml", "one");
        var look = look();

        write("a.yaml", "two");

        assertThat(look.bytes(file)).asString(UTF_8).isEqualTo("one");
        assertThat(look.again().bytes(file)).asString(UTF_8).isEqualTo("two");
        assertThat(look.again().fingerprint()).isNotEqualTo(look.fingerprint());
    }

    @Test
    void aWriteOfTheSameLengthRightAfterALookIsSeen() throws IOException {
        for (int i = 0; i < 300; i++) {
            var file = write("a.yaml", "one" + i % 10);
            var look = look();
            write("a.yaml", "two" + i % 10);

            assertThat(look.again().bytes(file)).asString(UTF_8).startsWith("two");
        }
    }

    @Test
    void aWriteThatSetsTheOldTimeAgainIsSeenWhereTheSystemTellsChanges() throws IOException {
        var file = write("a.yaml", "one");
        var old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, old);
        var look = look().again();
        write("a.yaml", "two");
        Files.setLastModifiedTime(file, old);

        assertThat(look.again().bytes(file)).asString(UTF_8).isEqualTo("two");
    }

    @Test
    void aFileThatComesOrGoesChangesTheFingerprint() throws IOException {
        write("a.yaml", "one");
        var look = look();

        var more = write("tool/b.yaml", "two");
        var grown = look.again();
        Files.delete(more);

        assertThat(grown.fingerprint()).isNotEqualTo(look.fingerprint());
        assertThat(grown.children(folder)).containsExactly(folder.resolve("a.yaml"), folder.resolve("tool"));
        assertThat(grown.again().fingerprint()).isNotEqualTo(grown.fingerprint());
    }

    @Test
    void aLinkIsFollowedInsideTheFolderAndNeverOutOfIt(@TempDir Path outside) throws IOException {
        write("..data/a.yaml", "mounted");
        Files.writeString(outside.resolve("secret"), "first line of a secret");
        var inside = Files.createSymbolicLink(folder.resolve("a.yaml"), Path.of("..data/a.yaml"));
        var out = Files.createSymbolicLink(folder.resolve("b.yaml"), outside.resolve("secret"));
        var lost = Files.createSymbolicLink(folder.resolve("c.yaml"), Path.of("nowhere"));
        var look = look();

        assertThat(look.bytes(inside)).asString(UTF_8).isEqualTo("mounted");
        assertThatThrownBy(() -> look.bytes(out)).hasMessageContaining("it is a link out of");
        assertThatThrownBy(() -> look.bytes(lost)).hasMessageContaining("it is a link to nothing");
        assertThat(YamlSource.read(look, out).found()).hasSize(1)
                .noneMatch(problem -> problem.rendered().contains("first line"));
    }

    private FileSnapshot look() {
        return FileSnapshot.of(folder, 2, _ -> true);
    }

    private Path write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
