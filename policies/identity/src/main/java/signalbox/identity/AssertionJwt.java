package signalbox.identity;

import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ToolId;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

/// A caller statement as a JWT (RFC 7519) signed with Ed25519 (RFC 8037); nothing but the written form is accepted.
final class AssertionJwt {
    static final Duration LIFE = Duration.ofSeconds(60);
    static final String TYPE = "signalbox-caller+jwt";
    static final int LONGEST = 8192;

    private static final Set<String> HEADERS = Set.of("alg", "kid", "typ");
    private static final Set<String> CLAIMS =
            Set.of("iss", "aud", "sub", "scopes", "token", "issuer", "until", "run", "tool", "args", "jti", "iat", "exp");
    private static final AlgorithmConstraints ONLY_EDDSA =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA);
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{16,64}");
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final Pattern RUN_OR_NONE = Pattern.compile("[A-Za-z0-9_-]{0,100}");
    private static final Pattern CREDENTIAL = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private AssertionJwt() {}

    /// Why a text is no statement.
    static final class Unfit extends Exception {
        Unfit(String reason) {
            super(reason);
        }

        Unfit(String reason, Exception cause) {
            super(reason, cause);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /// Finds the key that a header names, or null.
    interface KeyOf {
        @Nullable PublicKey find(String kid);
    }

    /// @param issued since when it holds
    record Read(CallerAssertion statement, Instant issued) {}

    static String sign(CallerAssertion statement, Instant issued, SigningKey key) {
        var claims = new JwtClaims();
        claims.setIssuer(statement.host().toString());
        claims.setAudience(statement.audience().toString());
        claims.setSubject(statement.caller().toString());
        claims.setStringClaim("scopes", statement.scopes().toString());
        claims.setStringClaim("token", statement.credential().id());
        if (statement.credential() instanceof Credential.AccessToken(var _, var issuer, var until)) {
            claims.setStringClaim("issuer", issuer);
            claims.setClaim("until", until.getEpochSecond());
        }
        claims.setStringClaim("run", statement.run());
        var call = statement.call();
        if (call != null) {
            claims.setStringClaim("tool", call.tool().toString());
            claims.setStringClaim("args", call.arguments());
        }
        claims.setJwtId(statement.id());
        claims.setIssuedAt(NumericDate.fromSeconds(issued.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(statement.expires().getEpochSecond()));
        return sign(claims.toJson(), key);
    }

    static String sign(String payload, SigningKey key) {
        var jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(ONLY_EDDSA);
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        jws.setHeader("typ", TYPE);
        jws.setKeyIdHeaderValue(key.kid());
        jws.setKey(key.privateKey());
        jws.setPayload(payload);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("a statement could not be signed", e);
        }
    }

    static Read read(String text, KeyOf keys) throws Unfit {
        if (text.length() > LONGEST || !COMPACT.matcher(text).matches()) {
            throw new Unfit("not a signed JWT");
        }
        try {
            var claims = JwtClaims.parse(payload(text, keys));
            if (!CLAIMS.containsAll(claims.getClaimNames())) {
                throw new Unfit("a claim that no statement has");
            }
            return new Read(statement(claims), Instant.ofEpochSecond(seconds(claims, "iat")));
        } catch (JoseException | InvalidJwtException | MalformedClaimException | IllegalArgumentException e) {
            throw new Unfit("not a well-formed statement", e);
        }
    }

    private static String payload(String text, KeyOf keys) throws JoseException, Unfit {
        var jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(ONLY_EDDSA);
        jws.setCompactSerialization(text);
        var headers = JsonUtil.parseJson(jws.getHeaders().getFullHeaderAsJsonString());
        if (!headers.keySet().equals(HEADERS)
                || !TYPE.equals(headers.get("typ"))
                || !AlgorithmIdentifiers.EDDSA.equals(headers.get("alg"))
                || !(headers.get("kid") instanceof String kid)) {
            throw new Unfit("not the header of a statement");
        }
        var key = keys.find(kid);
        if (key == null) {
            throw new Unfit("signed with a key that this host has not published");
        }
        jws.setKey(key);
        if (!jws.verifySignature()) {
            throw new Unfit("the signature does not match");
        }
        return jws.getPayload();
    }

    private static CallerAssertion statement(JwtClaims claims) throws MalformedClaimException, Unfit {
        var call = call(claims);
        return new CallerAssertion(
                PrincipalName.parse(text(claims, "iss")),
                URI.create(text(claims, "aud")),
                PrincipalName.parse(text(claims, "sub")),
                Scopes.parse(text(claims, "scopes")),
                credential(claims),
                matching(call == null ? RUN_OR_NONE : RUN, text(claims, "run")),
                call,
                matching(ID, text(claims, "jti")),
                Instant.ofEpochSecond(seconds(claims, "exp")));
    }

    private static Credential credential(JwtClaims claims) throws Unfit {
        var id = matching(CREDENTIAL, text(claims, "token"));
        return claims.hasClaim("issuer") || claims.hasClaim("until")
                ? new Credential.AccessToken(id, text(claims, "issuer"), Instant.ofEpochSecond(seconds(claims, "until")))
                : new Credential.AgentToken(id);
    }

    private static CallerAssertion.@Nullable Call call(JwtClaims claims) throws MalformedClaimException, Unfit {
        if (!claims.hasClaim("tool") && !claims.hasClaim("args")) {
            return null;
        }
        return new CallerAssertion.Call(
                ToolId.parse(text(claims, "tool")), matching(DIGEST, text(claims, "args")));
    }

    private static String text(JwtClaims claims, String name) throws Unfit {
        if (claims.getClaimValue(name) instanceof String text) {
            return text;
        }
        throw new Unfit("'" + name + "' is missing or no text");
    }

    private static long seconds(JwtClaims claims, String name) throws Unfit {
        if (claims.getClaimValue(name) instanceof Long seconds && seconds >= 0 && seconds < 1L << 40) {
            return seconds;
        }
        throw new Unfit("'" + name + "' is missing or no number of seconds");
    }

    private static String matching(Pattern form, String text) throws Unfit {
        if (!form.matcher(text).matches()) {
            throw new Unfit("a claim of another form");
        }
        return text;
    }
}
