package signalbox.kit.content;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// One piece of a result or of a prompt.
public sealed interface Content {
    record Text(String text) implements Content {}

    /// @param mimeType such as `image/png`
    /// @param data in base64
    record Image(String mimeType, String data) implements Content {}

    /// @param mimeType such as `audio/wav`
    /// @param data in base64
    record Audio(String mimeType, String data) implements Content {}

    /// A resource whose contents are included.
    record Embedded(ResourceContents contents) implements Content {}

    /// A link to a resource.
    record Link(URI uri, String name, @Nullable String mimeType) implements Content {}
}
