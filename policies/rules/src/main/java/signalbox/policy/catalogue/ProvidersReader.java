package signalbox.policy.catalogue;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import signalbox.json.JsonPointers;
import signalbox.policy.address.WebAddresses;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.JsonNode;

/// Reads the entries of `providers`. No message repeats what may be a secret.
final class ProvidersReader {
    private static final String URL_HINT = "such as https://api.openai.com/v1; the key goes under 'key'";

    private final YamlSource source;
    private final List<Problem> problems;
    private final WebAddresses addresses;

    ProvidersReader(YamlSource source, List<Problem> problems) {
        this.source = source;
        this.problems = problems;
        this.addresses = new WebAddresses(source, problems::add);
    }

    Provider read(String name, JsonNode node) {
        var pointer = JsonPointers.child("/providers", name);
        var wire = wire(pointer, node);
        var known = wire == null ? Wire.OPENAI_CHAT : wire;
        var url = addresses.openAddress(JsonPointers.child(pointer, "url"), "'url'", URL_HINT);
        if (wire != null) {
            checkKeys(pointer, node, wire);
        }
        var bean = node.path("bean").asString("");
        return new Provider(
                name, known, node.path("profile").asString(profile(known)), url, key(pointer, node),
                bean.isEmpty() ? null : bean);
    }

    private static String profile(Wire wire) {
        return switch (wire) {
            case OPENAI_CHAT -> "openai";
            case ANTHROPIC_MESSAGES -> "anthropic";
            case OPENAI_RESPONSES, GEMINI, SPRING_AI, OFFLINE -> wire.word();
        };
    }

    private @Nullable Wire wire(String pointer, JsonNode node) {
        var word = node.path("wire").asString("");
        for (var wire : Wire.values()) {
            if (wire.word().equals(word)) {
                return wire;
            }
        }
        var at = JsonPointers.child(pointer, "wire");
        if (node.path("wire").isString()) {
            problems.add(source.error(at, "unknown wire '" + word + "'",
                    "one of: openai-chat, openai-responses, anthropic-messages, gemini, spring-ai, offline"));
        }
        return null;
    }

    private void checkKeys(String pointer, JsonNode node, Wire wire) {
        boolean http = wire != Wire.OFFLINE && wire != Wire.SPRING_AI;
        require(pointer, node, "url", http, wire);
        require(pointer, node, "bean", wire == Wire.SPRING_AI, wire);
        if (wire == Wire.OFFLINE) {
            require(pointer, node, "key", false, wire);
        }
    }

    private void require(String pointer, JsonNode node, String key, boolean needed, Wire wire) {
        if (needed && !node.has(key)) {
            problems.add(source.errorAtKey(pointer, "'" + key + "' is missing", "wire " + wire.word() + " needs it"));
        }
        if (!needed && node.has(key)) {
            problems.add(source.errorAtKey(
                    JsonPointers.child(pointer, key), "'" + key + "' has no meaning on wire " + wire.word(), "remove it"));
        }
    }

    private SecretRef key(String pointer, JsonNode node) {
        if (!node.has("key")) {
            return new SecretRef.None();
        }
        var key = node.path("key");
        var ref = key.isString() ? SecretRef.parse(key.stringValue()) : null;
        if (ref == null) {
            problems.add(source.error(
                    JsonPointers.child(pointer, "key"),
                    "'key' must say where the key is found, never the key itself",
                    "write ${env:NAME} or ${file:/path}; a key that was written here is no longer secret: replace it"));
        }
        return Objects.requireNonNullElse(ref, new SecretRef.None());
    }
}
