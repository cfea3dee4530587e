package signalbox.client.exchange;

/// A piece of what a tool returned.
public sealed interface Content {
    record Text(String text) implements Content {}

    /// @param data in base64
    record Image(String mediaType, String data) implements Content {}

    /// A resource with its text in it.
    record Embedded(String uri, String text) implements Content {}

    /// Anything else, which is named and not used.
    record Other(String type) implements Content {}
}
