package signalbox.client.oauth;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.client.http.Passage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An authorization server as its validated metadata tells it (RFC 8414, OpenID Connect Discovery).
///
/// @param registration where clients register themselves, or null
/// @param authMethods of the token endpoint; empty where it does not say
/// @param scopes empty where it does not say
/// @param namesItself whether its answers carry `iss` (RFC 9207)
/// @param readsDocuments whether a client's id may be the address of a document
record IssuerMetadata(
        String issuer,
        String authorization,
        Passage token,
        @Nullable Passage registration,
        Set<String> authMethods,
        Set<String> scopes,
        boolean namesItself,
        boolean readsDocuments) {
    sealed interface Reading {}

    record Usable(IssuerMetadata metadata) implements Reading {}

    record Unusable(String reason) implements Reading {}

    /// @param issuer that the document was looked up for
    static Reading read(ObjectNode json, String issuer, Document.Fetcher fetcher) {
        if (!json.path("issuer").asString("").equals(issuer)) {
            return new Unusable("its metadata is another issuer's");
        }
        if (!texts(json.path("code_challenge_methods_supported")).contains("S256")) {
            return new Unusable("it does not say that it supports PKCE with S256");
        }
        var authorization = json.path("authorization_endpoint").asString("");
        if (fetcher.passage(authorization) instanceof Passage.Refused(var reason)) {
            return new Unusable("its authorization endpoint is not followed: " + reason);
        }
        var token = fetcher.passage(json.path("token_endpoint").asString(""));
        if (token instanceof Passage.Refused(var reason)) {
            return new Unusable("its token endpoint is not followed: " + reason);
        }
        var registration = json.path("registration_endpoint").isString()
                ? fetcher.passage(json.path("registration_endpoint").asString(""))
                : null;
        return new Usable(new IssuerMetadata(
                issuer, authorization, token, registration instanceof Passage.Refused ? null : registration,
                texts(json.path("token_endpoint_auth_methods_supported")), texts(json.path("scopes_supported")),
                json.path("authorization_response_iss_parameter_supported").asBoolean(false),
                json.path("client_id_metadata_document_supported").asBoolean(false)));
    }

    private static Set<String> texts(JsonNode list) {
        var texts = new TreeSet<String>();
        list.forEach(each -> texts.add(each.asString("")));
        return texts;
    }
}
