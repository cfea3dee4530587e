package signalbox.client.oauth;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The host as one authorization server knows it.
///
/// @param secret null for a public client
record RegisteredClient(String id, @Nullable String secret, AuthMethod method) {
    /// How a client proves at the token endpoint who it is.
    enum AuthMethod {
        BASIC("client_secret_basic"),
        POST("client_secret_post"),
        NONE("none");

        final String word;

        AuthMethod(String word) {
            this.word = word;
        }

        /// Of a client with or without a secret; where the server does not say what it takes, RFC 8414 says basic.
        static AuthMethod of(boolean secret, Set<String> supported) {
            if (!secret) {
                return NONE;
            }
            return !supported.isEmpty() && !supported.contains(BASIC.word) && supported.contains(POST.word) ? POST : BASIC;
        }

        static @Nullable AuthMethod named(String word) {
            for (var method : values()) {
                if (method.word.equals(word)) {
                    return method;
                }
            }
            return null;
        }
    }

    @Override
    public String toString() {
        return id + " (" + method.word + ")";
    }
}
