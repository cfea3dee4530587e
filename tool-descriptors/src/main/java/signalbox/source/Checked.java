package signalbox.source;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What reading a file gives: a value that makes sense, or every problem that prevents it.
public sealed interface Checked<T> {
    record Sound<T>(T value, List<Problem> warnings) implements Checked<T> {
        public Sound {
            warnings = List.copyOf(warnings);
        }
    }

    record Broken<T>(List<Problem> problems) implements Checked<T> {
        public Broken {
            problems = List.copyOf(problems);
            if (problems.stream().noneMatch(Problem::isError)) {
                throw new IllegalStateException("broken without an error: " + problems);
            }
        }
    }

    /// Sound with the warnings found, unless there is an error among the problems; then `value` is never asked.
    static <T> Checked<T> of(List<Problem> problems, Supplier<T> value) {
        var sorted = Problem.sorted(problems);
        return sorted.stream().anyMatch(Problem::isError)
                ? new Broken<>(sorted)
                : new Sound<>(value.get(), sorted);
    }

    /// Every problem found: the warnings of a sound value, or the errors and warnings of a broken one.
    default List<Problem> found() {
        return switch (this) {
            case Sound<T>(var _, var warnings) -> warnings;
            case Broken<T>(var problems) -> problems;
        };
    }

    /// The same with more problems; an error among them breaks it.
    default Checked<T> with(List<Problem> more) {
        var all = Stream.concat(found().stream(), more.stream()).toList();
        return switch (this) {
            case Sound<T>(var value, var _) -> of(all, () -> value);
            case Broken<T> _ -> new Broken<>(Problem.sorted(all));
        };
    }

    default <U> U fold(Function<T, U> sound, Function<List<Problem>, U> broken) {
        return switch (this) {
            case Sound<T>(var value, var _) -> sound.apply(value);
            case Broken<T>(var problems) -> broken.apply(problems);
        };
    }
}
