package signalbox.policy.catalogue;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A place that serves models.
///
/// @param profile the provider's habits on its wire: `openai`, `mistral`, `deepseek`, `ollama`, `vertex`, ...
/// @param url the base address, or null where the wire needs none
public record Provider(String name, Wire wire, String profile, @Nullable URI url, SecretRef key) {
}
