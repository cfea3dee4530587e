package signalbox.retail.rules;

import java.util.function.Function;

/// The answer to a request: done, with the result, or refused.
public sealed interface Answer<T> {
    record Done<T>(T value) implements Answer<T> {}

    record Refused<T>(Refusal why) implements Answer<T> {}

    static <T> Answer<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Answer<T> refused(Refusal why) {
        return new Refused<>(why);
    }

    default <U> Answer<U> map(Function<T, U> change) {
        return switch (this) {
            case Done<T>(var value) -> new Done<>(change.apply(value));
            case Refused<T>(var why) -> new Refused<>(why);
        };
    }
}
