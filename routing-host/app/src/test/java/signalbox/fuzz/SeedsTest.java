package signalbox.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every reader of what comes from outside keeps its law on every seed, and on beginnings of it. `-P fuzz` goes on from here.
class SeedsTest {
    private static final int BEGINNINGS = 12;

    @ParameterizedTest
    @MethodSource("names")
    void aReaderEndsInAnOutcomeItDeclaresAndInTime(String name) throws Exception {
        var target = Targets.named(name);
        var seeds = Corpus.of(name);

        assertThat(seeds).isNotEmpty();
        for (var seed : seeds) {
            read(target, seed);
        }
    }

    @Test
    void everyFolderOfSeedsHasATarget() throws Exception {
        try (var folders = Files.list(Corpus.COMMITTED)) {
            assertThat(folders.map(folder -> folder.getFileName().toString())).isSubsetOf(names());
        }
    }

    @Test
    void whatTakesTooLongIsAFault() {
        Target slow = _ -> {
            long end = Bounded.processorTime() + Duration.ofMillis(20).toNanos();
            while (Bounded.processorTime() < end) {
                Thread.onSpinWait();
            }
        };

        assertThatThrownBy(() -> Bounded.read(slow, new byte[4], Duration.ofMillis(10))).isInstanceOf(AssertionError.class).hasMessageContaining("for 4 bytes");
    }

    static Set<String> names() {
        return new TreeSet<>(Targets.byName().keySet());
    }

    private static void read(Target target, Path seed) throws Exception {
        byte[] input = Files.readAllBytes(seed);
        for (int i = 1; i <= BEGINNINGS; i++) {
            byte[] beginning = Arrays.copyOf(input, input.length * i / BEGINNINGS);
            try {
                Bounded.read(target, beginning);
            } catch (Exception | Error e) {
                throw new AssertionError(seed + ", the first " + beginning.length + " bytes", e);
            }
        }
    }
}
