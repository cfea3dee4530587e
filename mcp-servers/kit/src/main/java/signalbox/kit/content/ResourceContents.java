package signalbox.kit.content;

import java.net.URI;

/// What is in a resource.
public sealed interface ResourceContents {
    URI uri();

    String mimeType();

    record Text(URI uri, String mimeType, String text) implements ResourceContents {}

    /// @param data in base64
    record Blob(URI uri, String mimeType, String data) implements ResourceContents {}
}
