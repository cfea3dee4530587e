package signalbox.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import signalbox.identity.jwt.BearerError;
import signalbox.testing.issuer.IssuerKey;

/// Each way in which an access token can be wrong; the rest of it is right, and signed by its issuer where it can be.
public enum WrongAccessToken {
    AUDIENCE_MISSING(Told.NO_AUDIENCE, forge -> forge.claiming("\"aud\":\"[^\"]*\",", "")),
    AUDIENCE_NULL(Told.NO_AUDIENCE, forge -> forge.audience("null")),
    AUDIENCE_AN_EMPTY_LIST(Told.NO_AUDIENCE, forge -> forge.audience("[]")),
    AUDIENCE_EMPTY(Told.OTHER_AUDIENCE, forge -> forge.audience("\"\"")),
    AUDIENCE_OTHER(Told.OTHER_AUDIENCE, forge -> forge.audience("\"https://mail.example.org/\"")),
    AUDIENCES_ALL_OTHER(Told.OTHER_AUDIENCE, forge -> forge.audience("[\"https://mail.example.org\",\"account\"]")),
    AUDIENCE_A_PREFIX(Told.OTHER_AUDIENCE, forge -> forge.audience("\"https://tools.example.org/mcp\"")),
    AUDIENCE_THE_ORIGIN(Told.OTHER_AUDIENCE, forge -> forge.audience("\"https://tools.example.org\"")),
    AUDIENCE_LONGER(Told.OTHER_AUDIENCE, forge -> forge.audience("\"" + AccessForge.RESOURCE + "x\"")),
    AUDIENCE_A_SUB_PATH(Told.OTHER_AUDIENCE, forge -> forge.audience("\"" + AccessForge.RESOURCE + "/v1\"")),
    AUDIENCE_WITH_A_SLASH(Told.OTHER_AUDIENCE, forge -> forge.audience("\"" + AccessForge.RESOURCE + "/\"")),
    AUDIENCE_IN_CAPITALS(Told.OTHER_AUDIENCE, forge -> forge.audience("\"HTTPS://TOOLS.EXAMPLE.ORG/mcp/retail\"")),
    AUDIENCE_WITH_A_PORT(Told.OTHER_AUDIENCE, forge -> forge.audience("\"https://tools.example.org:443/mcp/retail\"")),
    AUDIENCE_WITH_A_QUERY(Told.OTHER_AUDIENCE, forge -> forge.audience("\"" + AccessForge.RESOURCE + "?x\"")),
    AUDIENCE_HTTP(Told.OTHER_AUDIENCE, forge -> forge.audience("\"http://tools.example.org/mcp/retail\"")),
    AUDIENCE_WITH_A_BLANK(Told.OTHER_AUDIENCE, forge -> forge.audience("\" " + AccessForge.RESOURCE + "\"")),
    AUDIENCE_A_STAR(Told.OTHER_AUDIENCE, forge -> forge.audience("\"*\"")),
    AUDIENCE_OF_THE_OTHER_ISSUER(Told.OTHER_AUDIENCE, forge -> forge.audience("\"api://other\"")),
    AUDIENCE_A_NUMBER(forge -> forge.audience("7")),
    AUDIENCE_TRUE(forge -> forge.audience("true")),
    AUDIENCE_AN_OBJECT(forge -> forge.audience("{\"a\":\"" + AccessForge.RESOURCE + "\"}")),
    AUDIENCE_A_LIST_IN_A_LIST(forge -> forge.audience("[[\"" + AccessForge.RESOURCE + "\"]]")),
    AUDIENCE_TWICE(forge -> forge.adding("\"aud\":\"https://mail.example.org\"")),
    ISSUER_MISSING(forge -> forge.claiming("\"iss\":\"[^\"]*\",", "")),
    ISSUER_STRANGE(forge -> forge.claiming("\"iss\":\"[^\"]*\"", "\"iss\":\"https://evil.example\"")),
    ISSUER_WITH_A_SLASH(forge -> forge.claiming("realms/main", "realms/main/")),
    ISSUER_A_PREFIX(forge -> forge.claiming("/realms/main", "/realms")),
    ISSUER_LONGER(forge -> forge.claiming("realms/main", "realms/main2")),
    ISSUER_IN_CAPITALS(forge -> forge.claiming("realms/main", "realms/MAIN")),
    ISSUER_A_LIST(forge -> forge.claiming("\"iss\":\"[^\"]*\"", "\"iss\":[\"" + forge.issuer().name() + "\"]")),
    ISSUER_THE_OTHER_ONE(forge -> forge.claiming("\"iss\":\"[^\"]*\"", "\"iss\":\"" + forge.other().name() + "\"")),
    EXPIRED(Told.EXPIRED, forge -> forge.timed(-400, -400, -1)),
    EXPIRED_THIS_VERY_SECOND(Told.EXPIRED, forge -> forge.timed(-300, -300, 0)),
    EXPIRED_LONG_AGO(Told.EXPIRED, forge -> forge.timed(-90_000_000, -90_000_000, -80_000_000)),
    EXPIRY_MISSING(forge -> forge.claiming(",\"exp\":[0-9]+", "")),
    EXPIRY_A_TEXT(forge -> forge.claiming("\"exp\":[0-9]+", "\"exp\":\"9999999999\"")),
    EXPIRY_NEGATIVE(forge -> forge.claiming("\"exp\":[0-9]+", "\"exp\":-1")),
    EXPIRY_WITHOUT_END(forge -> forge.claiming("\"exp\":[0-9]+", "\"exp\":1e300")),
    EXPIRY_NULL(forge -> forge.claiming("\"exp\":[0-9]+", "\"exp\":null")),
    EXPIRY_TWICE(forge -> forge.adding("\"exp\":9999999999")),
    NOT_YET(forge -> forge.timed(0, 61, 300)),
    NOT_BEFORE_A_TEXT(forge -> forge.claiming("\"nbf\":[0-9]+", "\"nbf\":\"0\"")),
    FROM_THE_FUTURE(forge -> forge.timed(61, 0, 300)),
    ALG_NONE(forge -> IssuerKey.input(forge.header().replace("RS256", "none"), forge.payload()) + "."),
    ALG_NONE_SIGNED(forge -> forge.headed("RS256", "none")),
    ALG_NONE_CAPITAL(forge -> forge.headed("RS256", "None")),
    ALG_NONE_IN_CAPITALS(forge -> forge.headed("RS256", "NONE")),
    ALG_NONE_MIXED(forge -> forge.headed("RS256", "nOnE")),
    ALG_EMPTY(forge -> forge.headed("RS256", "")),
    ALG_MISSING(forge -> forge.headed("\"alg\":\"RS256\",", "")),
    ALG_NULL(forge -> forge.headed("\"RS256\"", "null")),
    ALG_IN_LOWER_CASE(forge -> forge.headed("RS256", "rs256")),
    ALG_TWICE(forge -> forge.headed("\"alg\":\"RS256\"", "\"alg\":\"none\",\"alg\":\"RS256\"")),
    ALG_NOT_OF_THIS_ISSUER(forge -> forge.headed("RS256", "RS384")),
    ALG_OF_ANOTHER_KEY_TYPE(forge -> forge.headed("RS256", "ES256")),
    ALG_HS256_WITH_THE_KEY_IN_DER(forge -> forge.macced("HS256", forge.publicKey())),
    ALG_HS256_WITH_THE_KEY_IN_PEM(forge -> forge.macced("HS256", forge.pem())),
    ALG_HS512_WITH_THE_KEY_IN_DER(forge -> forge.macced("HS512", forge.publicKey())),
    ALG_HS256_WITH_THE_KEY_AS_JWK(forge -> forge.macced("HS256", forge.issuer().rsa().jwk().getBytes(UTF_8))),
    KID_MISSING(forge -> forge.headed(",\"kid\":\"[^\"]*\"", "")),
    KID_EMPTY(forge -> forge.kid("\"\"")),
    KID_NO_TEXT(forge -> forge.kid("7")),
    KID_UNKNOWN(forge -> forge.kid("\"rsa-2\"")),
    KID_A_PATH(forge -> forge.kid("\"../../../../dev/null\"")),
    KID_WITH_SQL(forge -> forge.kid("\"x' union select 'key\"")),
    KID_A_URL(forge -> forge.kid("\"http://127.0.0.1/keys\"")),
    KID_A_COMMAND(forge -> forge.kid("\"|/bin/true\"")),
    KID_WITH_A_LINE_BREAK(forge -> forge.kid("\"rsa-1\\r\\nX: y\"")),
    KID_VERY_LONG(forge -> forge.kid("\"" + "k".repeat(5000) + "\"")),
    KID_OF_ANOTHER_KEY(forge -> forge.kid("\"ec-1\"")),
    KEY_OF_THE_OTHER_ISSUER(forge -> forge.other().rsa().sign(forge.header(), forge.payload())),
    KEY_OF_NOBODY(forge -> AccessForge.STRANGER.sign(forge.header(), forge.payload())),
    KEY_BROUGHT_ALONG(forge -> {
        var header = forge.header().replace("\"kid\"", "\"jwk\":" + AccessForge.STRANGER.jwk() + ",\"kid\"");
        return AccessForge.STRANGER.sign(header, forge.payload());
    }),
    KEY_AT_A_URL(forge -> forge.headed("\"kid\"", "\"jku\":\"" + forge.other().jwks() + "\",\"kid\"")),
    CERTIFICATE_BROUGHT_ALONG(forge -> forge.headed("\"kid\"", "\"x5c\":[\"AAAA\"],\"kid\"")),
    CERTIFICATE_AT_A_URL(forge -> forge.headed("\"kid\"", "\"x5u\":\"http://127.0.0.1/\",\"kid\"")),
    CRITICAL_HEADER(forge -> forge.headed("\"kid\"", "\"crit\":[\"exp\"],\"kid\"")),
    CRITICAL_HEADER_EMPTY(forge -> forge.headed("\"kid\"", "\"crit\":[],\"kid\"")),
    PAYLOAD_NOT_ENCODED(forge -> forge.headed("\"kid\"", "\"b64\":false,\"crit\":[\"b64\"],\"kid\"")),
    COMPRESSED(forge -> forge.headed("\"kid\"", "\"zip\":\"DEF\",\"kid\"")),
    TYPE_ID_TOKEN(forge -> forge.headed("at\\+jwt", "id_token")),
    TYPE_LOGOUT_TOKEN(forge -> forge.headed("at\\+jwt", "logout+jwt")),
    TYPE_OUR_STATEMENT(forge -> forge.headed("at\\+jwt", "signalbox-caller+jwt")),
    TYPE_NO_TEXT(forge -> forge.headed("\"at\\+jwt\"", "[\"at+jwt\"]")),
    ID_TOKEN_WITH_NONCE(forge -> forge.adding("\"nonce\":\"n\"")),
    ID_TOKEN_WITH_AT_HASH(forge -> forge.adding("\"at_hash\":\"h\"")),
    ID_TOKEN_BY_AZP_ALONE(forge -> forge.claiming("\"client_id\":\"desk\",\"scope\":\"tool:retail.\\*\"", "\"azp\":\"desk\"")),
    ID_TOKEN_OF_KEYCLOAK(forge -> forge.adding("\"typ\":\"ID\"")),
    REFRESH_TOKEN_OF_KEYCLOAK(forge -> forge.adding("\"typ\":\"Refresh\"")),
    LOGOUT_TOKEN(forge -> forge.adding("\"events\":{}")),
    BOUND_TO_A_KEY(forge -> forge.adding("\"cnf\":{\"jkt\":\"x\"}")),
    SUBJECT_MISSING(forge -> forge.claiming("\"sub\":\"ada\",", "")),
    SUBJECT_EMPTY(forge -> forge.claiming("\"ada\"", "\"\"")),
    SUBJECT_NO_TEXT(forge -> forge.claiming("\"ada\"", "7")),
    SUBJECT_A_LIST(forge -> forge.claiming("\"ada\"", "[\"ada\"]")),
    SUBJECT_WITH_A_LINE_BREAK(forge -> forge.claiming("\"ada\"", "\"ada\\nhost:main\"")),
    SUBJECT_OF_ANOTHER_KIND(forge -> forge.claiming("\"ada\"", "\"host:main\"")),
    SUBJECT_TWICE(forge -> forge.adding("\"sub\":\"eve\"")),
    SUBJECT_ESCAPED_TWICE(forge -> forge.adding("\"s\\u0075b\":\"eve\"")),
    SCOPES_AN_OBJECT(forge -> forge.claiming("\"tool:retail.\\*\"", "{}")),
    SIGNATURE_MISSING(forge -> IssuerKey.input(forge.header(), forge.payload()) + "."),
    SIGNATURE_LEFT_OUT(forge -> IssuerKey.input(forge.header(), forge.payload())),
    SIGNATURE_TRUNCATED(forge -> forge.signature(bytes -> Arrays.copyOf(bytes, bytes.length - 1))),
    SIGNATURE_LONGER(forge -> forge.signature(bytes -> Arrays.copyOf(bytes, bytes.length + 1))),
    SIGNATURE_OF_ZEROS(forge -> forge.signature(bytes -> new byte[bytes.length])),
    SIGNATURE_WITH_ONE_BIT_CHANGED(forge -> forge.signature(bytes -> {
        bytes[100] ^= 1;
        return bytes;
    })),
    SIGNATURE_SPELLED_OTHERWISE(forge -> forge.good().substring(0, forge.good().length() - 1)
            + (char) (forge.good().charAt(forge.good().length() - 1) + 1)),
    SIGNATURE_PADDED(forge -> forge.good() + "=="),
    SIGNATURE_IN_PLAIN_BASE64(forge -> forge.good().replace('-', '+').replace('_', '/')),
    SIGNATURE_OF_ANOTHER_PAYLOAD(forge -> {
        var eve = forge.claiming("\"ada\"", "\"eve\"");
        return eve.substring(0, eve.lastIndexOf('.')) + forge.good().substring(forge.good().lastIndexOf('.'));
    }),
    EC_SIGNATURE_ALL_ZERO(forge -> forge.ecSignature(0, 0)),
    EC_SIGNATURE_WITH_R_ZERO(forge -> forge.signature(forge.issuer().ec(), bytes -> {
        Arrays.fill(bytes, 0, 32, (byte) 0);
        return bytes;
    })),
    EC_SIGNATURE_WITH_S_ZERO(forge -> forge.signature(forge.issuer().ec(), bytes -> {
        Arrays.fill(bytes, 32, 64, (byte) 0);
        return bytes;
    })),
    EC_SIGNATURE_OVERSIZED(forge -> forge.ecSignature(255, 255)),
    EC_SIGNATURE_TOO_LONG(forge -> forge.signature(forge.issuer().ec(), bytes -> Arrays.copyOf(bytes, 66))),
    EC_SIGNATURE_EMPTY_BUT_FOR_ONE_BYTE(forge -> forge.signature(forge.issuer().ec(), _ -> new byte[1])),
    ED_SIGNATURE_ALL_ZERO(forge -> forge.signature(forge.issuer().ed(), _ -> new byte[64])),
    ED_SIGNATURE_OVERSIZED(forge -> forge.signature(forge.issuer().ed(), bytes -> {
        Arrays.fill(bytes, 32, 64, (byte) 255);
        return bytes;
    })),
    ENCRYPTED(forge -> IssuerKey.encoded("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}") + ".AAAA.AAAA.AAAA.AAAA"),
    ENCRYPTION_DIRECT(forge -> IssuerKey.encoded("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"rsa-1\"}") + "..AAAA.AAAA.AAAA"),
    JSON_SERIALISATION(forge -> {
        var parts = forge.good().split("\\.", -1);
        return "{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\"" + parts[2] + "\"}";
    }),
    TWO_TOKENS(forge -> forge.good() + " " + forge.good()),
    TWO_TOKENS_WITH_A_COMMA(forge -> forge.good() + "," + forge.good()),
    FOUR_PARTS(forge -> forge.good() + ".AAAA"),
    AGENT_TOKENS_PREFIX(forge -> "sbx_" + forge.good()),
    HEADER_NO_JSON(forge -> forge.issuer().rsa().sign("{{", forge.payload())),
    HEADER_A_LIST(forge -> forge.issuer().rsa().sign("[]", forge.payload())),
    PAYLOAD_NO_JSON(forge -> forge.issuer().rsa().sign(forge.header(), "{{")),
    PAYLOAD_A_TEXT(forge -> forge.issuer().rsa().sign(forge.header(), "\"ada\"")),
    PAYLOAD_WITH_SOMETHING_BEHIND(forge -> forge.issuer().rsa().sign(forge.header(), forge.payload() + "{}")),
    PAYLOAD_VERY_DEEP(forge -> forge.adding("\"x\":" + "[".repeat(2000) + "]".repeat(2000))),
    VERY_LONG(forge -> forge.adding("\"x\":\"" + "x".repeat(20_000) + "\"")),
    NONSENSE(_ -> "nonsense"),
    BASE64_OF_NOTHING(_ -> Base64.getUrlEncoder().encodeToString(new byte[60]));

    /// What the caller is told.
    public enum Told {
        NOT_ACCEPTED(BearerError.NOT_ACCEPTED),
        EXPIRED(BearerError.EXPIRED),
        OTHER_AUDIENCE(BearerError.OTHER_AUDIENCE),
        NO_AUDIENCE(new BearerError(
                "invalid_token", "token has no audience; add an audience mapper for " + AccessForge.RESOURCE));

        @SuppressWarnings("ImmutableEnumChecker") // A record of texts.
        public final BearerError error;

        Told(BearerError error) {
            this.error = error;
        }
    }

    public final Told told;

    @SuppressWarnings("ImmutableEnumChecker") // The functions keep no state, which the compiler cannot see.
    private final Function<AccessForge, String> made;

    WrongAccessToken(Function<AccessForge, String> made) {
        this(Told.NOT_ACCEPTED, made);
    }

    WrongAccessToken(Told told, Function<AccessForge, String> made) {
        this.told = told;
        this.made = made;
    }

    public String made(AccessForge forge) {
        return made.apply(forge);
    }
}
