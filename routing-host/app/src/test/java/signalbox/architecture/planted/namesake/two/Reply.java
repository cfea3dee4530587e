package signalbox.architecture.planted.namesake.two;

public sealed interface Reply {
    record Refused() implements Reply {}
}
