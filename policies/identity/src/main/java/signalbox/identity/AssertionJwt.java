package signalbox.identity;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ToolId;
import signalbox.identity.jwt.CompactJws;
import signalbox.identity.jwt.InvalidToken;
import signalbox.json.JsonWriter;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A caller assertion as a JWT (RFC 7519) signed with Ed25519 (RFC 8037); only the form that `sign` writes is accepted.
final class AssertionJwt {
    static final Duration LIFE = Duration.ofSeconds(60);
    static final String TYPE = "signalbox-caller+jwt";
    static final int LONGEST = 8192;

    private static final Set<String> HEADERS = Set.of("alg", "kid", "typ");
    private static final Set<String> CLAIMS =
            Set.of("iss", "aud", "sub", "scopes", "token", "issuer", "until", "run", "tool", "args", "jti", "iat", "exp");
    private static final String ALGORITHM = "EdDSA";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{16,64}");
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final Pattern RUN_OR_NONE = Pattern.compile("[A-Za-z0-9_-]{0,100}");
    private static final Pattern CREDENTIAL = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private AssertionJwt() {}

    /// Finds the key that a header names, or null.
    interface KeyOf {
        @Nullable PublicKey find(String kid);
    }

    /// @param issued when it was made, by the host's clock
    record Parsed(CallerAssertion assertion, Instant issued) {}

    static String sign(CallerAssertion assertion, Instant issued, SigningKey key) {
        var claims = JsonNodeFactory.instance.objectNode();
        claims.put("iss", assertion.host().toString());
        claims.put("aud", assertion.audience().toString());
        var subject = assertion.subject();
        claims.put("sub", subject.name().toString());
        claims.put("scopes", subject.scopes().toString());
        claims.put("token", subject.credential().id());
        if (subject.credential() instanceof Credential.AccessToken(var _, var issuer, var until)) {
            claims.put("issuer", issuer);
            claims.put("until", until.getEpochSecond());
        }
        claims.put("run", assertion.run());
        var call = assertion.call();
        if (call != null) {
            claims.put("tool", call.tool().toString());
            claims.put("args", call.arguments());
        }
        claims.put("jti", assertion.id());
        claims.put("iat", issued.getEpochSecond());
        claims.put("exp", assertion.expires().getEpochSecond());
        return sign(JsonWriter.text(claims), key);
    }

    static String sign(String payload, SigningKey key) {
        var header = JsonNodeFactory.instance.objectNode().put("alg", ALGORITHM).put("typ", TYPE).put("kid", key.kid());
        var signed = encoded(JsonWriter.text(header)) + "." + encoded(payload);
        return signed + "." + BASE64.encodeToString(key.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    static Parsed read(String text, KeyOf keys) throws InvalidToken {
        var jws = CompactJws.read(text, LONGEST);
        checkSignature(jws, keys);
        var claims = jws.claims();
        if (!CLAIMS.containsAll(claims.propertyNames())) {
            throw new InvalidToken("a claim that no assertion has");
        }
        try {
            return new Parsed(assertion(claims), Instant.ofEpochSecond(seconds(claims, "iat")));
        } catch (IllegalArgumentException _) {
            throw new InvalidToken("not a well-formed assertion");
        }
    }

    private static void checkSignature(CompactJws jws, KeyOf keys) throws InvalidToken {
        var header = jws.header();
        if (!HEADERS.equals(Set.copyOf(header.propertyNames()))
                || !header.path("typ").asString("").equals(TYPE)
                || !header.path("alg").asString("").equals(ALGORITHM)
                || !header.path("kid").isString()) {
            throw new InvalidToken("not the header of an assertion");
        }
        var key = keys.find(header.path("kid").stringValue());
        if (key == null) {
            throw new InvalidToken("signed with a key that this host has not published");
        }
        if (!jws.isSignedWith(key)) {
            throw new InvalidToken("the signature does not match");
        }
    }

    private static CallerAssertion assertion(ObjectNode claims) throws InvalidToken {
        var call = call(claims);
        return new CallerAssertion(
                PrincipalName.parse(text(claims, "iss")),
                URI.create(text(claims, "aud")),
                new CallerAssertion.Subject(
                        PrincipalName.parse(text(claims, "sub")), Scopes.parse(text(claims, "scopes")), credential(claims)),
                matching(call == null ? RUN_OR_NONE : RUN, text(claims, "run")),
                call,
                matching(ID, text(claims, "jti")),
                Instant.ofEpochSecond(seconds(claims, "exp")));
    }

    private static Credential credential(ObjectNode claims) throws InvalidToken {
        var id = matching(CREDENTIAL, text(claims, "token"));
        return claims.has("issuer") || claims.has("until")
                ? new Credential.AccessToken(id, text(claims, "issuer"), Instant.ofEpochSecond(seconds(claims, "until")))
                : new Credential.AgentToken(id);
    }

    private static CallerAssertion.@Nullable Call call(ObjectNode claims) throws InvalidToken {
        if (!claims.has("tool") && !claims.has("args")) {
            return null;
        }
        return new CallerAssertion.Call(
                ToolId.parse(text(claims, "tool")), matching(DIGEST, text(claims, "args")));
    }

    private static String text(ObjectNode claims, String name) throws InvalidToken {
        if (claims.path(name).isString()) {
            return claims.path(name).stringValue();
        }
        throw new InvalidToken("'" + name + "' is missing or no text");
    }

    private static long seconds(ObjectNode claims, String name) throws InvalidToken {
        var written = claims.path(name);
        if (written.isIntegralNumber() && written.canConvertToLong()) {
            long seconds = written.longValue();
            if (seconds >= 0 && seconds < 1L << 40) {
                return seconds;
            }
        }
        throw new InvalidToken("'" + name + "' is missing or no number of seconds");
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String matching(Pattern form, String text) throws InvalidToken {
        if (!form.matcher(text).matches()) {
            throw new InvalidToken("a claim of another form");
        }
        return text;
    }
}
