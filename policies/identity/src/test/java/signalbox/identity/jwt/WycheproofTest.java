package signalbox.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Project Wycheproof's vectors for signatures and keys, as far as a token's claims: what is invalid is refused, what is
/// valid is accepted unless it is signed with a secret (HS256 and its like), which no token here may be.
class WycheproofTest {
    /// Where we differ: a key is used here for the very `alg` it names, and these four say PS256 or ES521 and sign with
    /// another; and we do not look whether a published RSA key was made by the library with the ROCA flaw.
    private static final Set<String> DIFFERENT = Set.of("rfc7520 346", "rfc7520 347", "rfc7520WithKeyOps 350",
            "rfc7520WithKeyOps 351", "jws_rsa_roca_key 7");

    @ParameterizedTest
    @CsvSource({"json_web_signature_test.json, 401, 32", "json_web_key_test.json, 26, 2"})
    void aVectorIsJudgedAsItsAuthorsJudgeIt(String file, int vectors, int acceptable) {
        var tree = JsonMapper.shared().readTree(SharedData.at("wycheproof/testvectors_v1/" + file).toFile());
        var misjudged = new ArrayList<String>();
        int seen = 0;
        int accepted = 0;
        for (var group : tree.path("testGroups")) {
            var keys = keys(group.has("public") ? group.path("public") : group.path("private"));
            for (var test : group.path("tests")) {
                boolean held = isAccepted(test.path("jws"), keys);
                boolean valid = test.path("result").asString().equals("valid");
                seen++;
                accepted += held ? 1 : 0;
                var name = group.path("comment").asString("") + " " + test.path("tcId");
                if (held != (valid && !isMac(test.path("jws"))) && !DIFFERENT.contains(name)) {
                    misjudged.add(name + " " + test.path("comment") + " " + test.path("flags"));
                }
            }
        }

        assertThat(misjudged).isEmpty();
        assertThat(List.of(seen, accepted)).isEqualTo(List.of(vectors, acceptable));
    }

    private static boolean isAccepted(JsonNode jws, ObjectNode keys) {
        try {
            var token = CompactToken.read(jws.isString() ? jws.stringValue() : jws.toString());
            var key = KeySet.find(KeySet.read(keys), token.kid(), token.algorithm());
            return key != null && token.isSignedWith(key);
        } catch (InvalidToken _) {
            return false;
        }
    }

    private static boolean isMac(JsonNode jws) {
        var header = jws.asString("").split("\\.", -1)[0];
        var bytes = Base64.getMimeDecoder().decode(header.replace('-', '+').replace('_', '/'));
        return new String(bytes, StandardCharsets.UTF_8).contains("\"HS");
    }

    private static ObjectNode keys(JsonNode written) {
        if (written.has("keys")) {
            return (ObjectNode) written;
        }
        var keys = JsonNodeFactory.instance.objectNode();
        keys.putArray("keys").add(written);
        return keys;
    }
}
