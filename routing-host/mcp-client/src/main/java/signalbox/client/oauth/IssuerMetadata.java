package signalbox.client.oauth;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.http.client.AddressPolicy;
import signalbox.http.client.Origin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An authorization server as its validated metadata tells it (RFC 8414, OpenID Connect Discovery).
///
/// @param registration where clients register themselves, or null
/// @param authMethods of the token endpoint; empty where it does not say
/// @param scopes empty where it does not say
/// @param sendsIss whether its answers carry `iss` (RFC 9207)
/// @param readsClientDocuments whether a client's id may be the address of a document
record IssuerMetadata(
        String issuer,
        String authorization,
        AddressPolicy token,
        @Nullable AddressPolicy registration,
        Set<String> authMethods,
        Set<String> scopes,
        boolean sendsIss,
        boolean readsClientDocuments) {
    private static final String NAMES_ITSELF = "authorization_response_iss_parameter_supported";

    sealed interface Reading {}

    record Usable(IssuerMetadata metadata) implements Reading {}

    record Unusable(String reason) implements Reading {}

    /// An issuer that is looked up.
    ///
    /// @param configured whether an operator wrote it; else the MCP server chose it
    record Named(String issuer, boolean configured) {}

    /// @param named that the document was looked up for
    static Reading read(ObjectNode json, Named named, Document.Fetcher fetcher) {
        var issuer = named.issuer();
        if (!json.path("issuer").asString("").equals(issuer)) {
            return new Unusable("its metadata is another issuer's");
        }
        if (!texts(json.path("code_challenge_methods_supported")).contains("S256")) {
            return new Unusable("it does not say that it supports PKCE with S256");
        }
        var authorization = json.path("authorization_endpoint").asString("");
        if (fetcher.passage(authorization) instanceof AddressPolicy.Refused(var reason)) {
            return new Unusable("its authorization endpoint is not followed: " + reason);
        }
        var token = fetcher.passage(json.path("token_endpoint").asString(""));
        if (token instanceof AddressPolicy.Refused(var reason)) {
            return new Unusable("its token endpoint is not followed: " + reason);
        }
        var registration = json.path("registration_endpoint").isString()
                ? fetcher.passage(json.path("registration_endpoint").asString(""))
                : null;
        boolean sendsIss = json.path(NAMES_ITSELF).asBoolean(false);
        var mixedUp = sendsIss || named.configured() ? null : mixedUp(json, issuer);
        if (mixedUp != null) {
            return new Unusable(mixedUp);
        }
        return new Usable(new IssuerMetadata(
                issuer, authorization, token, registration instanceof AddressPolicy.Refused ? null : registration,
                texts(json.path("token_endpoint_auth_methods_supported")), texts(json.path("scopes_supported")),
                sendsIss, json.path("client_id_metadata_document_supported").asBoolean(false)));
    }

    /// How the metadata would have one issuer's code redeemed at another (RFC 9700, section 4.4), or null: an answer that
    /// names no issuer is known only by where it was asked for.
    private static @Nullable String mixedUp(ObjectNode json, String issuer) {
        var own = Origin.of(URI.create(issuer));
        for (var endpoint : List.of("authorization_endpoint", "token_endpoint")) {
            var origin = Origin.of(URI.create(json.path(endpoint).asString("")));
            if (!origin.equals(own)) {
                return "its " + endpoint + " is at '" + origin + "', and where " + NAMES_ITSELF
                        + " is not true it must be at the issuer's own '" + own
                        + "', unless the operator registers a client with this issuer";
            }
        }
        return null;
    }

    private static Set<String> texts(JsonNode list) {
        var texts = new TreeSet<String>();
        list.forEach(each -> texts.add(each.asString("")));
        return texts;
    }
}
