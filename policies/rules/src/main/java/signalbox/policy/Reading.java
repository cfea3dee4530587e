package signalbox.policy;

import java.util.List;
import java.util.function.Supplier;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// The reading of one file, which whatever goes wrong in it ends as a problem of that file: one that overflows the stack or
/// meets a fault of ours holds up no other.
final class Reading {
    private Reading() {}

    static <T> Checked<T> of(YamlSource file, Supplier<Checked<T>> reading) {
        try {
            return reading.get();
        } catch (RuntimeException | StackOverflowError failure) {
            return new Checked.Broken<>(List.of(Problem.error(file.place(""), "", "the file cannot be read: " + failure, "")));
        }
    }
}
