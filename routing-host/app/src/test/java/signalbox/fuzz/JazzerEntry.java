package signalbox.fuzz;

import java.io.IOException;
import java.nio.file.Files;

/// What Jazzer calls with each input. It finds these methods by their names, so that nothing here needs Jazzer.
public final class JazzerEntry {
    private static final String NAME = System.getProperty("fuzz.target", "json");
    private static final Target TARGET = Targets.named(NAME);

    private JazzerEntry() {}

    /// Loads what the target uses, which takes longer than an input may.
    public static void fuzzerInitialize() throws IOException {
        for (var seed : Corpus.of(NAME)) {
            try {
                TARGET.read(Files.readAllBytes(seed));
            } catch (Exception | AssertionError _) {
                // It is told as soon as it is an input.
            }
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Bounded.read(TARGET, input);
    }
}
