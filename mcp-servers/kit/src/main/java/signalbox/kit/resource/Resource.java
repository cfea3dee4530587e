package signalbox.kit.resource;

import java.net.URI;

/// Something that can be read.
///
/// @param uri its scheme is the name of its server, with `-` for `_`
public record Resource(URI uri, String name, String title, String description, String mimeType) {}
