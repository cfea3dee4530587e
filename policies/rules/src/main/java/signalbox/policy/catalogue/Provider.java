package signalbox.policy.catalogue;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A place that serves models.
///
/// @param profile the provider's habits on its wire: `openai`, `mistral`, `deepseek`, `ollama`, `vertex`, ...
/// @param url the base address, or null where the wire needs none
/// @param bean the name of the Spring AI `ChatModel` bean on wire `spring-ai`, otherwise null
public record Provider(
        String name, Wire wire, String profile, @Nullable URI url, SecretRef key, @Nullable String bean) {
    public Provider(String name, Wire wire, String profile, @Nullable URI url, SecretRef key) {
        this(name, wire, profile, url, key, null);
    }
}
