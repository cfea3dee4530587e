package signalbox.identity.jwt;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import signalbox.identity.issuer.Issuer;
import tools.jackson.databind.node.ObjectNode;

/// Where an issuer's keys come from: the address in the file, else the one in the issuer's discovery document.
final class KeySource {
    private final Issuer issuer;
    private final JsonPage pages;

    KeySource(Issuer issuer, JsonPage pages) {
        this.issuer = issuer;
        this.pages = pages;
    }

    JWKSet fetch() throws IOException {
        var address = issuer.jwks() == null ? discovered() : issuer.jwks();
        try {
            return KeySet.read(pages.get(address));
        } catch (InvalidToken e) {
            throw new IOException("'" + address + "' holds no key set: " + e.getMessage(), e);
        }
    }

    /// OpenID Connect Discovery, section 4; else RFC 8414, section 3.
    private URI discovered() throws IOException {
        var base = URI.create(issuer.name());
        var path = base.getRawPath().endsWith("/")
                ? base.getRawPath().substring(0, base.getRawPath().length() - 1)
                : base.getRawPath();
        var root = base.getScheme() + "://" + base.getRawAuthority();
        try {
            return keys(pages.get(URI.create(root + path + "/.well-known/openid-configuration")));
        } catch (IOException _) {
            return keys(pages.get(URI.create(root + "/.well-known/oauth-authorization-server" + path)));
        }
    }

    private URI keys(ObjectNode document) throws IOException {
        if (!document.path("issuer").asString("").equals(issuer.name())) {
            throw new IOException("the discovery document of '" + issuer.name() + "' names another issuer");
        }
        try {
            var keys = URI.create(document.path("jwks_uri").asString(""));
            boolean sameScheme = "https".equals(keys.getScheme()) || issuer.name().startsWith("http://");
            if (sameScheme && keys.getHost() != null && keys.getRawUserInfo() == null) {
                return keys;
            }
        } catch (IllegalArgumentException _) {
            // The same as an address we do not go to.
        }
        throw new IOException("the discovery document of '" + issuer.name() + "' has no 'jwks_uri' that is https");
    }
}
