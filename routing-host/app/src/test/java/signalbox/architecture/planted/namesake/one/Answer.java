package signalbox.architecture.planted.namesake.one;

/// Its cases are called by its name, so others may have cases of the same names.
public sealed interface Answer {
    record Refused() implements Answer {}
}
