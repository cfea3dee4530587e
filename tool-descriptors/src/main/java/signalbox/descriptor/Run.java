package signalbox.descriptor;

/// How a served version does its work. Adapters come with a later capability.
public sealed interface Run {
    /// A tool implementation in Java, by its registered name.
    record Java(String name) implements Run {}
}
