package signalbox.kit.content;

import java.net.URI;

/// What is in a resource.
public sealed interface ResourceContents {
    URI uri();

    String mimeType();

    record Text(URI uri, String mimeType, String text) implements ResourceContents {}

    record Blob(URI uri, String mimeType, byte[] bytes) implements ResourceContents {}
}
