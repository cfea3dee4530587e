package signalbox.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.source.Checked;
import signalbox.source.JsonSchema;
import signalbox.source.YamlSource;
import signalbox.testing.issuer.FakeIssuer;
import tools.jackson.databind.JsonNode;

/// No setting turns the check of the audience off: every key of the file, and some that somebody might try.
class AudienceAlwaysTest {
    private static final FakeIssuer ISSUER = FakeIssuer.open();
    private static final List<String> VALUES = List.of(
            "'*'", "''", "none", "off", "false", "true", "null", "0", "[]", "['*']", "['']", "[null]", "{}", "'.*'", "any");
    private static final List<String> WISHES = List.of(
            "audience", "aud", "validate-audience", "check-audience", "verify-aud", "require-audience", "skip-audience-check",
            "allow-any-audience", "insecure", "mode", "strict");

    private final TestClock clock = new TestClock();
    private final AccessForge forge = new AccessForge(ISSUER, ISSUER, clock);
    private final AgentTokens tokens = new AgentTokens(TestDatabase.SHARED.dataSource(), clock, _ -> true);

    @AfterAll
    static void close() {
        ISSUER.close();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void noValueOfTheKeyLetsATokenForSomebodyElseIn(String place) {
        var strangers = List.of(
                forge.audience("\"https://mail.example.org\""), forge.audience("[]"), forge.audience("null"),
                forge.claiming("\"aud\":\"[^\"]*\",", ""));

        for (var value : VALUES) {
            var file = file(place, value);
            if (IdentityPolicy.read(parsed(file)) instanceof Checked.Sound<IdentityPolicy>(var policy, var _)) {
                var authenticator = new Authenticator(tokens, policy, clock);

                assertThat(strangers).as(file).allSatisfy(token ->
                        assertThat(authenticator.check(List.of("Bearer " + token), null, URI.create(AccessForge.RESOURCE)))
                                .isInstanceOf(Authentication.Refused.class));
            }
        }
    }

    @Test
    void theFileThatIsVariedLetsAGoodTokenIn() {
        var policy = ((Checked.Sound<IdentityPolicy>) IdentityPolicy.read(parsed(file("", "")))).value();

        assertThat(new Authenticator(tokens, policy, clock)
                        .check(List.of("Bearer " + forge.good()), null, URI.create(AccessForge.RESOURCE)))
                .isInstanceOf(Authentication.Known.class);
    }

    /// The places of all keys that the schema knows, and of those somebody might wish for.
    static Stream<String> keys() {
        var places = new ArrayList<String>();
        var schema = JsonSchema.resource("signalbox/schema/identity.schema.json").tree();
        gather(schema, "", places);
        gather(schema.at("/$defs/issuer"), "issuer.", places);
        gather(schema.at("/$defs/principal"), "issuer.principal.", places);
        gather(schema.at("/$defs/scopes"), "issuer.scopes.", places);
        gather(schema.at("/properties/urls"), "urls.", places);
        WISHES.forEach(wish -> places.addAll(List.of(wish, "issuer." + wish, "issuer.principal." + wish)));
        return places.stream();
    }

    private static void gather(JsonNode schema, String prefix, List<String> places) {
        schema.path("properties").propertyNames().forEach(name -> places.add(prefix + name));
    }

    /// A good file with this value at this place: instead of what is there, if anything is.
    private static String file(String place, String value) {
        var parts = place.split("\\.", -1);
        var key = parts[parts.length - 1];
        boolean inIssuer = place.startsWith("issuer.");
        var file = new StringBuilder();
        if (!inIssuer && !place.isEmpty()) {
            file.append(parts.length == 1 ? key + ": " + value + "\n" : "urls: {" + key + ": " + value + "}\n");
        }
        if (!place.equals("issuers")) {
            var issuer = place.equals("issuer.issuer") ? value : "'" + ISSUER.name() + "'";
            file.append("issuers:\n  - issuer: ").append(issuer).append('\n');
            if (inIssuer && parts.length == 2 && !key.equals("issuer")) {
                file.append("    ").append(key).append(": ").append(value).append('\n');
            } else if (inIssuer && parts.length == 3) {
                file.append("    ").append(parts[1]).append(": {").append(key).append(": ").append(value).append("}\n");
            }
        }
        return file.toString();
    }

    private static YamlSource parsed(String text) {
        return YamlSource.parse("identity.yaml", text).fold(source -> source, problems -> {
            throw new AssertionError(problems);
        });
    }
}
