package signalbox.identity.jwt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.identity.issuer.Issuer;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import tools.jackson.databind.node.ObjectNode;

/// What the payload of a genuine token says, as far as it matters here; the same at every time and every resource.
///
/// @param notBefore the later one of `nbf` and `iat`, or null
record Claims(
        PrincipalName principal, Scopes scopes, List<String> audiences, @Nullable Instant notBefore, Instant expires) {
    private static final long FURTHEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    Claims {
        audiences = List.copyOf(audiences);
    }

    static Claims read(ObjectNode payload, Issuer issuer) throws InvalidToken {
        TokenKind.check(payload, issuer.scopes().claim());
        var expires = numericDate(payload, "exp");
        if (expires == null) {
            throw new InvalidToken("'exp' is missing");
        }
        return new Claims(
                principal(payload, issuer),
                issuer.scopes().reached(words(payload, issuer.scopes().claim())),
                audiences(payload),
                later(numericDate(payload, "nbf"), numericDate(payload, "iat")),
                expires);
    }

    /// Whether it has not come into force by then, however wrong our clock may be.
    boolean isEarly(Instant now, Duration skew) {
        return notBefore != null && now.plus(skew).isBefore(notBefore);
    }

    private static PrincipalName principal(ObjectNode payload, Issuer issuer) throws InvalidToken {
        var claim = issuer.principal().claim();
        var value = payload.path(claim);
        if (!value.isString()) {
            throw new InvalidToken("'" + claim + "', which names the principal, is missing or no text");
        }
        var principal = issuer.principal().principal(value.stringValue());
        if (principal == null) {
            throw new InvalidToken("'" + claim + "' is '" + InvalidToken.shown(value.stringValue()) + "', which names no principal:"
                    + " write it under 'names'");
        }
        return principal;
    }

    private static List<String> audiences(ObjectNode payload) throws InvalidToken {
        var written = payload.get("aud");
        var audiences = new ArrayList<String>();
        if (written == null || written.isNull()) {
            return audiences;
        }
        for (var each : written.isArray() ? written : List.of(written)) {
            if (!each.isString()) {
                throw new InvalidToken("'aud' is neither a text nor a list of texts");
            }
            audiences.add(each.stringValue());
        }
        return audiences;
    }

    /// A list of words: a text separated by single spaces (RFC 6749, section 3.3), or a list of texts.
    private static List<String> words(ObjectNode payload, String claim) throws InvalidToken {
        var written = payload.get(claim);
        if (written == null || written.isNull()) {
            return List.of();
        }
        if (written.isString()) {
            return List.of(written.stringValue().split(" ", -1));
        }
        var words = new ArrayList<String>();
        for (var each : written.isArray() ? written : List.of(written)) {
            if (!each.isString()) {
                throw new InvalidToken("'" + claim + "' is neither a text nor a list of texts");
            }
            words.add(each.stringValue());
        }
        return words;
    }

    /// A NumericDate, which may have a fraction (RFC 7519, section 2); null where it is not there.
    private static @Nullable Instant numericDate(ObjectNode payload, String claim) throws InvalidToken {
        var written = payload.get(claim);
        if (written == null) {
            return null;
        }
        if (!written.isNumber() || !(written.doubleValue() >= 0 && written.doubleValue() <= FURTHEST)) {
            throw new InvalidToken("'" + claim + "' is no time");
        }
        return Instant.ofEpochSecond((long) written.doubleValue());
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
