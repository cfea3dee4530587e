package signalbox.identity.issuer;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An authorization server whose access tokens are accepted.
///
/// @param name what `iss` must be, character for character
/// @param jwks where its keys are; null where its discovery document says so
/// @param audiences what `aud` may be besides the URL of the endpoint asked
public record Issuer(
        String name,
        @Nullable URI jwks,
        Set<String> audiences,
        Set<Algorithm> algorithms,
        PrincipalRule principal,
        ScopeRule scopes) {
    public Issuer {
        audiences = Set.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
    }
}
