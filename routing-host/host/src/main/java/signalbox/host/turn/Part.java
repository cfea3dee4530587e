package signalbox.host.turn;

/// A piece of what is said or returned.
public sealed interface Part {
    record Text(String text) implements Part {}

    /// @param data base64
    record Image(String mediaType, String data) implements Part {}
}
