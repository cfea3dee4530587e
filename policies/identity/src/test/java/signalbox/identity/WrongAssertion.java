package signalbox.identity;

import java.util.Base64;
import java.util.function.Function;

/// Each way in which an assertion can be wrong; the rest of it is right, and signed by the host's own key if possible.
enum WrongAssertion {
    NOTHING(_ -> ""),
    NO_JWT(_ -> "nonsense"),
    ANY_TEXT(_ -> "' or 1=1 --\r\nX: y"),
    TOO_LONG(forge -> forge.claiming("run_1", "r".repeat(9000))),
    WITHOUT_SIGNATURE(forge -> Forge.input(forge.header(), forge.payload()) + "."),
    TWO_PARTS(forge -> Forge.input(forge.header(), forge.payload())),
    FIVE_PARTS(forge -> forge.good() + ".a.b"),
    PADDED(forge -> forge.good() + "="),
    SIGNATURE_CHANGED(forge -> forge.good().substring(0, forge.good().length() - 8) + "AAAAAAAA"),
    PAYLOAD_CHANGED(forge -> {
        var other = forge.claiming("agent:ada", "agent:eve");
        return other.substring(0, other.lastIndexOf('.')) + forge.good().substring(forge.good().lastIndexOf('.'));
    }),
    ALG_NONE(forge -> Forge.input(forge.header().replace("EdDSA", "none"), forge.payload()) + "."),
    ALG_NONE_WITH_SIGNATURE(forge -> forge.headed("EdDSA", "none")),
    ALG_NONE_IN_CAPITALS(forge -> forge.headed("EdDSA", "NONE")),
    ALG_MISSING(forge -> forge.headed("\"alg\":\"EdDSA\",", "")),
    ALG_HS256_WITH_THE_PUBLIC_KEY(
            forge -> forge.macced(forge.header().replace("EdDSA", "HS256"), forge.key().publicKey().getEncoded())),
    ALG_HS256_WITH_THE_PUBLIC_KEY_IN_PEM(forge -> forge.macced(
            forge.header().replace("EdDSA", "HS256"),
            Base64.getMimeEncoder().encode(forge.key().publicKey().getEncoded()))),
    ALG_ES256(forge -> forge.headed("EdDSA", "ES256")),
    ALG_RS256(forge -> forge.headed("EdDSA", "RS256")),
    ALG_ED25519_UNDER_ITS_LATER_NAME(forge -> forge.headed("EdDSA", "Ed25519")),
    ALG_TWICE(forge -> forge.headed("\"alg\":\"EdDSA\"", "\"alg\":\"none\",\"alg\":\"EdDSA\"")),
    STRANGERS_KEY(forge -> forge.signed(forge.header(), forge.payload(), Forge.strangerKey())),
    STRANGERS_KEY_UNDER_ITS_OWN_NAME(forge -> {
        var stranger = Forge.strangerKey();
        return forge.signed(forge.header().replace(forge.key().kid(), stranger.kid()), forge.payload(), stranger);
    }),
    KEY_BROUGHT_ALONG(forge -> forge.headed("\"kid\":", "\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"},\"kid\":")),
    KEY_FROM_A_URL(forge -> forge.headed("\"kid\":", "\"jku\":\"http://127.0.0.1/keys\",\"kid\":")),
    KID_MISSING(forge -> forge.headed(",\"kid\":\"[^\"]*\"", "")),
    KID_A_PATH(forge -> forge.headed("\"kid\":\"", "\"kid\":\"../../")),
    KID_WITH_SQL(forge -> forge.headed("\"kid\":\"[^\"]*\"", "\"kid\":\"' or '1'='1\"")),
    KID_NO_TEXT(forge -> forge.headed("\"kid\":\"[^\"]*\"", "\"kid\":7")),
    TYP_MISSING(forge -> forge.headed("\"typ\":\"[^\"]*\",", "")),
    TYP_PLAIN_JWT(forge -> forge.headed("signalbox-caller\\+jwt", "JWT")),
    TYP_IN_CAPITALS(forge -> forge.headed("signalbox-caller\\+jwt", "SIGNALBOX-CALLER+JWT")),
    TYP_ACCESS_TOKEN(forge -> forge.headed("signalbox-caller\\+jwt", "at+jwt")),
    CRITICAL_HEADER(forge -> forge.headed("\"kid\":", "\"crit\":[\"b64\"],\"b64\":false,\"kid\":")),
    HEADER_NOBODY_KNOWS(forge -> forge.headed("\"kid\":", "\"x\":1,\"kid\":")),
    OTHER_HOST(forge -> forge.claiming("host:main", "host:other")),
    ISSUER_AN_AGENT(forge -> forge.claiming("host:main", "agent:ada")),
    ISSUER_MISSING(forge -> forge.claiming("\"iss\":\"host:main\",", "")),
    OTHER_AUDIENCE(forge -> forge.claiming("127.0.0.1:8090", "127.0.0.1:9999")),
    AUDIENCE_WITH_A_SLASH(forge -> forge.claiming("8090/mcp", "8090/mcp/")),
    AUDIENCE_A_LIST(forge -> forge.claiming("\"aud\":(\"[^\"]*\")", "\"aud\":[$1]")),
    TWO_AUDIENCES(forge -> forge.claiming("\"aud\":(\"[^\"]*\")", "\"aud\":[$1,\"http://x/\"]")),
    AUDIENCE_MISSING(forge -> forge.claiming("\"aud\":\"[^\"]*\",", "")),
    OTHER_CALLER(forge -> forge.claiming("agent:ada", "agent:eve")),
    CALLER_A_HOST(forge -> forge.claiming("agent:ada", "host:main")),
    CALLER_WITHOUT_A_KIND(forge -> forge.claiming("agent:ada", "ada")),
    CALLER_MISSING(forge -> forge.claiming("\"sub\":\"[^\"]*\",", "")),
    CALLER_NO_TEXT(forge -> forge.claiming("\"agent:ada\"", "[\"agent:ada\"]")),
    MORE_SCOPES(forge -> forge.claiming("tool:retail\\.\\*", "*")),
    FEWER_SCOPES(forge -> forge.claiming("tool:retail\\.\\*", "")),
    SCOPES_MISSING(forge -> forge.claiming("\"scopes\":\"[^\"]*\",", "")),
    TOKEN_OF_SOMEBODY_ELSE(forge -> forge.claiming("\"token\":\"[^\"]*\"", "\"token\":\"" + forge.otherToken() + "\"")),
    TOKEN_UNKNOWN(forge -> forge.claiming("\"token\":\"[^\"]*\"", "\"token\":\"000000000000\"")),
    TOKEN_MISSING(forge -> forge.claiming("\"token\":\"[^\"]*\",", "")),
    RUN_MISSING(forge -> forge.claiming("\"run\":\"run_1\",", "")),
    CALL_OF_NO_RUN(forge -> forge.claiming("run_1", "")),
    RUN_WITH_A_LINE_BREAK(forge -> forge.claiming("run_1", "run_1\\\\n")),
    TOOL_WITHOUT_ARGUMENTS(forge -> forge.claiming("\"args\":\"[^\"]*\",", "")),
    ARGUMENTS_WITHOUT_TOOL(forge -> forge.claiming("\"tool\":\"[^\"]*\",", "")),
    TOOL_WITHOUT_VERSION(forge -> forge.claiming("@1\\.0\\.0", "")),
    DIGEST_OF_ANOTHER_KIND(forge -> forge.claiming("sha256:", "md5:")),
    ID_MISSING(forge -> forge.claiming("\"jti\":\"[^\"]*\",", "")),
    ID_SHORT(forge -> forge.claiming("\"jti\":\"[^\"]*\"", "\"jti\":\"1\"")),
    EXPIRED(forge -> forge.claiming("\"iat\":[0-9]+,\"exp\":[0-9]+", times(forge, -61, -1))),
    EXPIRED_THIS_VERY_SECOND(forge -> forge.claiming("\"iat\":[0-9]+,\"exp\":[0-9]+", times(forge, -60, 0))),
    FROM_THE_FUTURE(forge -> forge.claiming("\"iat\":[0-9]+,\"exp\":[0-9]+", times(forge, 6, 66))),
    LIVES_A_SECOND_TOO_LONG(forge -> forge.claiming("\"iat\":[0-9]+,\"exp\":[0-9]+", times(forge, 0, 61))),
    LIVES_A_YEAR(forge -> forge.claiming("\"iat\":[0-9]+,\"exp\":[0-9]+", times(forge, -31_000_000, 60))),
    EXPIRY_MISSING(forge -> forge.claiming(",\"exp\":[0-9]+", "")),
    EXPIRY_A_TEXT(forge -> forge.claiming("\"exp\":([0-9]+)", "\"exp\":\"$1\"")),
    EXPIRY_A_FRACTION(forge -> forge.claiming("\"exp\":([0-9]+)", "\"exp\":$1.5")),
    EXPIRY_WITHOUT_END(forge -> forge.claiming("\"exp\":([0-9]+)", "\"exp\":99999999999999999999999")),
    ISSUE_TIME_MISSING(forge -> forge.claiming("\"iat\":[0-9]+,", "")),
    CALLER_TWICE(forge -> forge.claiming("\"sub\":", "\"sub\":\"agent:eve\",\"sub\":")),
    EXPIRY_TWICE(forge -> forge.claiming("\"exp\":", "\"exp\":1,\"exp\":")),
    CLAIM_NOBODY_KNOWS(forge -> forge.claiming("\"jti\":", "\"act\":{\"sub\":\"host:other\"},\"jti\":")),
    PAYLOAD_NO_OBJECT(forge -> forge.signed(forge.header(), "[]")),
    PAYLOAD_NO_JSON(forge -> forge.signed(forge.header(), "{{")),
    HEADER_NO_JSON(forge -> forge.signed("{{", forge.payload()));

    @SuppressWarnings("ImmutableEnumChecker") // The functions keep no state, which the compiler cannot see.
    private final Function<Forge, String> made;

    WrongAssertion(Function<Forge, String> made) {
        this.made = made;
    }

    String made(Forge forge) {
        return made.apply(forge);
    }

    private static String times(Forge forge, long issued, long expires) {
        long now = forge.clock().instant().getEpochSecond();
        return "\"iat\":" + (now + issued) + ",\"exp\":" + (now + expires);
    }
}
