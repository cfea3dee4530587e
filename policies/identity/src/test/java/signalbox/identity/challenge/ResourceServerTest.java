package signalbox.identity.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.identity.Credential;
import signalbox.identity.issuer.Algorithm;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.identity.issuer.Issuer;
import signalbox.identity.issuer.PrincipalRule;
import signalbox.identity.issuer.ScopeRule;
import signalbox.identity.jwt.BearerError;
import signalbox.policy.permission.Scopes;
import tools.jackson.databind.json.JsonMapper;

class ResourceServerTest {
    private static final URI URL = URI.create("https://tools.example.org");
    private static final Credential MAPPED = new Credential.AccessToken("jwt_1", "https://login.example.org", Instant.EPOCH);
    private static final Credential AGENT = new Credential.AgentToken("0123456789ab");
    private static final Pattern PARAMETER = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final ResourceServer server = new ResourceServer(policy(), URL);
    private final ResourceServer alone = new ResourceServer(IdentityPolicy.TOKENS_ONLY, null);
    private final URI retail = server.resource(8090, "/mcp/retail");

    private static IdentityPolicy policy() {
        var scopes = new ScopeRule(
                "scope",
                new TreeMap<>(Map.of(
                        "orders:read", Scopes.parse("tool:retail.get_*@^1"),
                        "orders:all", Scopes.parse("tool:retail.*"),
                        "orders:admin", Scopes.parse("tool:retail.* tool:knowledge.*"),
                        "orders", Scopes.parse("tool:retail.* prompt:retail.*"),
                        "articles", Scopes.parse("resource:knowledge://articles/*"),
                        "chat", Scopes.parse("model:signalbox/*"))),
                List.of("orders:read"));
        return new IdentityPolicy(URL, null, List.of(
                new Issuer("https://login.example.org", null, Set.of(), Algorithm.USUAL, PrincipalRule.USUAL, scopes),
                new Issuer("https://other.example.org", null, Set.of(), Algorithm.USUAL, PrincipalRule.USUAL, ScopeRule.USUAL)));
    }

    @Test
    void withoutATokenAClientLearnsWhereToGetOneAndForWhat() {
        assertThat(server.missing(retail)).isEqualTo(new Challenge(401,
                "Bearer realm=\"signalbox\", scope=\"orders:read\", resource_metadata="
                        + "\"https://tools.example.org/.well-known/oauth-protected-resource/mcp/retail\""));
    }

    @Test
    void withoutIssuersThereIsNoAddressToLearn() {
        var local = alone.resource(8090, "/mcp/retail");

        assertThat(local).isEqualTo(URI.create("http://127.0.0.1:8090/mcp/retail"));
        assertThat(alone.missing(local).header()).isEqualTo("Bearer realm=\"signalbox\"");
        assertThat(alone.metadata(local, "Retail")).isNull();
    }

    @Test
    void aBadTokenIsToldWhatIsWrongAndNoMore() {
        var challenge = server.refused(retail, BearerError.noAudience(retail));

        assertThat(challenge.status()).isEqualTo(401);
        assertThat(parameters(challenge.header()))
                .containsEntry("error", "invalid_token")
                .containsEntry("error_description",
                        "token has no audience; add an audience mapper for https://tools.example.org/mcp/retail")
                .containsKey("resource_metadata");
    }

    @Test
    void aTokenThatDoesNotReachIsToldEveryScopeAtOnceInItsIssuersWords() {
        var needed = Scopes.parse("tool:retail.get_order_details@1.2.0 tool:retail.return_items@1.0.0 model:signalbox/auto act-for");

        var challenge = server.insufficient(retail, MAPPED, needed);

        assertThat(challenge.status()).isEqualTo(403);
        assertThat(parameters(challenge.header()))
                .containsEntry("error", "insufficient_scope")
                .containsEntry("scope", "act-for chat orders:all orders:read")
                .containsKey("resource_metadata");
        assertThat(parameters(server.insufficient(retail, AGENT, needed).header())).containsEntry("scope", needed.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "tool:retail.get_order_details@1.4.2, orders:read",
        "tool:retail.get_order_details@2.0.0, orders:all",
        "tool:retail.get_order_details@^1, orders:read",
        "tool:retail.get_order_details, orders:read",
        "tool:retail.get_*, orders:read",
        "tool:retail.g*, orders:all",
        "tool:retail.*, orders:all",
        "tool:knowledge.search@1.0.0, orders:admin",
        "tool:retail2.get_x@1.0.0, tool:retail2.get_x@1.0.0",
        "tool:*, tool:*",
        "model:signalbox/auto, chat",
        "model:openai/gpt, model:openai/gpt",
        "prompt:retail.answer_customer, orders",
        "prompt:retail.*, orders",
        "prompt:knowledge.summarize, prompt:knowledge.summarize",
        "prompt:*, prompt:*",
        "resource:knowledge://articles/returns, articles",
        "resource:knowledge://articles/*, articles",
        "resource:knowledge://*, resource:knowledge://*",
        "resource:retail://orders/1, resource:retail://orders/1",
        "act-for, act-for",
        "*, *"
    })
    void theNarrowestScopeThatCoversIsNamed(String needed, String named) {
        assertThat(parameters(server.insufficient(retail, MAPPED, Scopes.parse(needed)).header())).containsEntry("scope", named);
    }

    @Test
    void theMetadataSaysWhatClientsLookFor() {
        var metadata = Objects.requireNonNull(server.metadata(retail, "Retail"));

        assertThat(metadata.json()).isEqualTo(JsonMapper.shared().readTree("""
                {"resource": "https://tools.example.org/mcp/retail",
                 "authorization_servers": ["https://login.example.org", "https://other.example.org"],
                 "scopes_supported": ["orders:read"],
                 "bearer_methods_supported": ["header"],
                 "resource_name": "Retail"}"""));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "/.well-known/oauth-protected-resource/mcp/retail/v1, /mcp/retail/v1",
        "/.well-known/oauth-protected-resource/mcp, /mcp",
        "/.well-known/oauth-protected-resource/, /",
        "/.well-known/oauth-protected-resource, -",
        "/.well-known/oauth-protected-resourcex/mcp, -",
        "/.well-known/oauth-authorization-server/mcp, -",
        "/x/.well-known/oauth-protected-resource/mcp, -",
        "/mcp/retail, -"
    })
    void theMetadataOfAPathLiesUnderTheWellKnownOne(String path, @Nullable String resource) {
        assertThat(ResourceMetadata.resourcePath(path)).isEqualTo(resource);
    }

    @Test
    void noDescriptionAndNoScopeBreaksTheHeader() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            var text = random.ints(random.nextInt(30), 0, 0x250).collect(
                    StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
            var complaint = new BearerError("invalid_token", text);
            var scopes = new Scopes(Set.of("x" + text.replace(" ", ""), "act-for"));

            var described = server.refused(retail, complaint).header();
            var scoped = server.insufficient(retail, AGENT, scopes).header();

            assertThat(described).as("seed %s", seed).matches("[ -~]+");
            assertThat(scoped).as("seed %s", seed).matches("[ -~]+");
            if (!text.isEmpty()) {
                assertThat(parameters(described).get("error_description")).as("seed %s", seed)
                        .matches("[ !#-\\[\\]-~]*").hasSameSizeAs(text.replaceAll("[\\x{10000}-\\x{10ffff}]", "?"));
            }
            assertThat(parameters(scoped).get("scope")).as("seed %s", seed).matches("[!#-\\[\\]-~]+( [!#-\\[\\]-~]+)*").contains("act-for");
        }
    }

    /// Reads a challenge as a client does (RFC 9110, section 11.2), and fails where it cannot be read.
    private static Map<String, String> parameters(String header) {
        var parameters = new TreeMap<String, String>();
        assertThat(header).startsWith("Bearer ");
        var rest = header.substring("Bearer ".length());
        var match = PARAMETER.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            assertThat(match.find(at) && match.start() == at).as(header).isTrue();
            assertThat(parameters.put(match.group(1), match.group(2).replaceAll("\\\\(.)", "$1"))).as(header).isNull();
            at = match.end();
            if (at < rest.length()) {
                assertThat(rest.startsWith(", ", at)).as(header).isTrue();
                at += 2;
            }
        }
        return parameters;
    }
}
