package signalbox.kit.resource;

/// A family of resources.
///
/// @param uriTemplate as RFC 6570 has it, such as `knowledge://articles/{id}`
public record ResourceTemplate(String uriTemplate, String name, String title, String description, String mimeType) {}
