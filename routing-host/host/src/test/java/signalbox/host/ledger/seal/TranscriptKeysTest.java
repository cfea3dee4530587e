package signalbox.host.ledger.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptKeysTest {
    private static final String TEXT = "said in confidence \uD83D\uDE80";

    private final TranscriptKeys keys = TranscriptKeys.fresh();

    @Test
    void whatWasSealedOpensAtItsPlaceAndNowhereElse() {
        var sealed = keys.seal("run_1", 3, TEXT);

        assertThat(keys.open("run_1", 3, sealed)).isEqualTo(TEXT);
        assertThat(keys.open("run_1", 4, sealed)).isNull();
        assertThat(keys.open("run_2", 3, sealed)).isNull();
        assertThat(TranscriptKeys.fresh().open("run_1", 3, sealed)).isNull();
    }

    @Test
    void notOneByteOfASealMayDiffer() {
        var sealed = keys.seal("run_1", 3, TEXT).bytes();

        for (int i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(keys.open("run_1", 3, new SealedBytes(changed))).isNull();
        }
        assertThat(keys.open("run_1", 3, new SealedBytes(new byte[7]))).isNull();
    }

    @Test
    void theSameTextIsNeverSealedAlike() {
        assertThat(keys.seal("run_1", 3, TEXT).bytes()).isNotEqualTo(keys.seal("run_1", 3, TEXT).bytes());
    }

    @Test
    void theKeyIsMadeOnceInAFileThatOnlyItsOwnerReads(@TempDir Path directory) throws IOException {
        var file = directory.resolve("transcripts.key");

        var sealed = TranscriptKeys.in(file).seal("run_1", 3, TEXT);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(TranscriptKeys.in(file).open("run_1", 3, sealed)).isEqualTo(TEXT);
    }

    @Test
    void aNewKeyBeforeTheOldOneSealsAndTheOldOneStillOpens(@TempDir Path directory) throws IOException {
        var file = directory.resolve("transcripts.key");
        var old = TranscriptKeys.in(file).seal("run_1", 3, TEXT);
        var line = Files.readString(file);
        Files.delete(file);
        var fresh = TranscriptKeys.in(file);
        Files.writeString(file, Files.readString(file) + line);

        var both = TranscriptKeys.in(file);

        assertThat(both.open("run_1", 3, old)).isEqualTo(TEXT);
        assertThat(fresh.open("run_1", 3, both.seal("run_1", 3, TEXT))).isEqualTo(TEXT);
        assertThat(fresh.open("run_1", 3, old)).isNull();
    }

    @Test
    void aFileThatHoldsNoKeySaysWhatItShouldHold(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("transcripts.key"), "AAAA\n");

        assertThatThrownBy(() -> TranscriptKeys.in(file)).isInstanceOf(IOException.class)
                .hasMessage("'" + file + "' holds no keys of transcripts: a key has 32 bytes in Base64, not 3");
        assertThatThrownBy(() -> TranscriptKeys.parse(" \n")).hasMessage("write at least one key: 32 random bytes in Base64");
    }
}
