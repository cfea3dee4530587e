package signalbox.identity.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

class IdentityPolicyTest {
    @TempDir
    Path policies;

    @Test
    void withoutAFileThereAreAgentTokensAlone() {
        assertThat(sound(IdentityPolicy.read(policies))).isEqualTo(new IdentityPolicy(null, null, List.of()));
    }

    @Test
    void aLinkThatLeadsNowhereIsNoAbsentFile() throws IOException {
        Files.createSymbolicLink(policies.resolve("identity.yaml"), policies.resolve("gone.yaml"));

        assertThat(IdentityPolicy.read(policies)).isInstanceOf(Checked.Broken.class);
    }

    @Test
    void everyDefaultIsAsDocumented() {
        var policy = read("issuers: [{issuer: 'https://login.example.org'}]");

        assertThat(policy).isEqualTo(new IdentityPolicy(null, null, List.of(new Issuer(
                "https://login.example.org",
                null,
                Set.of(),
                Set.of(Algorithm.RS256, Algorithm.ES256, Algorithm.EDDSA),
                new PrincipalRule(PrincipalName.Kind.PERSON, "sub", "", Map.of()),
                new ScopeRule("scope", Map.of(), List.of())))));
    }

    @Test
    void everyKeyIsRead() {
        var policy = read("""
                urls: {mcp: 'https://tools.example.org:8443', host: 'http://localhost:8080'}
                issuers:
                  - issuer: https://login.example.org/realms/main/
                    jwks: https://keys.example.org/certs
                    audiences: ['api://signalbox', other]
                    algorithms: [PS512, ES384, EdDSA]
                    principal: {kind: agent, claim: client_id, prefix: main-}
                    scopes: {claim: scp, grants: {a: ['tool:retail.*', act-for], b: []}, basic: [a, 'tool:x.*']}
                """);

        assertThat(policy).isEqualTo(new IdentityPolicy(
                URI.create("https://tools.example.org:8443"), URI.create("http://localhost:8080"), List.of(new Issuer(
                        "https://login.example.org/realms/main/",
                        URI.create("https://keys.example.org/certs"),
                        Set.of("api://signalbox", "other"),
                        Set.of(Algorithm.PS512, Algorithm.ES384, Algorithm.EDDSA),
                        new PrincipalRule(PrincipalName.Kind.AGENT, "client_id", "main-", Map.of()),
                        new ScopeRule("scp", Map.of("a", Scopes.parse("tool:retail.* act-for"), "b", Scopes.parse("")),
                                List.of("a", "tool:x.*"))))));
    }

    @Test
    void theExampleOfTheHandbookIsSound() throws IOException {
        var page = Files.readString(Path.of("../../docs/identity.md"));
        var example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(example.find()).isTrue();

        var policy = read(example.group(1));

        assertThat(policy.issuers()).hasSize(2);
        assertThat(policy.issuers().getFirst().scopes().askedFor(Scopes.parse("tool:retail.get_order_details@1.0.0")))
                .containsExactly("orders:read");
    }

    @ParameterizedTest
    @CsvSource({
        "ada, person:m-ada", "ADA@example.org, person:m-ADA@example.org", "'', null", "auth0|1, null", "ada lovelace, null"
    })
    void aClaimNamesAPrincipalOfItsKindUnderItsPrefix(String value, String name) {
        var rule = new PrincipalRule(PrincipalName.Kind.PERSON, "sub", "m-", Map.of());

        assertThat(String.valueOf(rule.principal(value))).isEqualTo(name);
    }

    @Test
    void whereNamesAreWrittenNobodyElseIsAnybody() {
        var ada = PrincipalName.parse("person:ada");
        var rule = new PrincipalRule(PrincipalName.Kind.AGENT, "sub", "", Map.of("auth0|1", ada));

        assertThat(rule.principal("auth0|1")).isEqualTo(ada);
        assertThat(rule.principal("bot")).isNull();
        assertThat(rule.maySpeakOf(ada)).isTrue();
        assertThat(rule.maySpeakOf(PrincipalName.parse("agent:bot"))).isFalse();
    }

    private static IdentityPolicy read(String text) {
        return sound(IdentityPolicy.read(sound(YamlSource.parse("identity.yaml", text))));
    }

    private static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new AssertionError(Problem.rendered(problems));
        });
    }
}
