package signalbox.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.identity.issuer.Algorithm;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.identity.issuer.Issuer;
import signalbox.identity.issuer.PrincipalRule;
import signalbox.identity.issuer.ScopeRule;
import signalbox.identity.jwt.BearerError;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.testing.Patience;
import signalbox.testing.issuer.FakeIssuer;
import signalbox.testing.issuer.IssuerKey;

class AuthenticatorTest {
    private static final URI RESOURCE = URI.create(AccessForge.RESOURCE);
    private static final FakeIssuer ISSUER = FakeIssuer.open();
    private static final FakeIssuer OTHER = FakeIssuer.open();

    private final TestClock clock = new TestClock();
    private final AgentTokens tokens = new AgentTokens(TestDatabase.SHARED.dataSource(), clock, _ -> true);
    private final AccessForge forge = new AccessForge(ISSUER, OTHER, clock);
    private final Authenticator authenticator = new Authenticator(tokens, policy(), clock);

    @AfterAll
    static void close() {
        ISSUER.close();
        OTHER.close();
    }

    static IdentityPolicy policy() {
        var scopes = new ScopeRule("scope", Map.of("orders:read", Scopes.parse("tool:retail.get_*@^1")), List.of());
        return new IdentityPolicy(URI.create("https://tools.example.org"), null, List.of(
                new Issuer(ISSUER.name(), URI.create(ISSUER.jwks()), Set.of("api://signalbox"), Algorithm.USUAL,
                        PrincipalRule.USUAL, scopes),
                new Issuer(OTHER.name(), null, Set.of("api://other"), Algorithm.USUAL,
                        new PrincipalRule(PrincipalName.Kind.AGENT, "client_id", "", Map.of()), ScopeRule.USUAL)));
    }

    @Test
    void anAccessTokenForThisResourceGivesItsPrincipal() {
        var known = known(forge.good());

        assertThat(known.name()).isEqualTo(PrincipalName.parse("person:ada"));
        assertThat(known.scopes()).isEqualTo(Scopes.parse("tool:retail.*"));
        assertThat(known.actor()).isNull();
        assertThat(known.credential()).isInstanceOfSatisfying(Credential.AccessToken.class, token -> {
            assertThat(token.id()).matches("jwt_[A-Za-z0-9_-]{22}");
            assertThat(token.issuer()).isEqualTo(ISSUER.name());
            assertThat(token.expires()).isEqualTo(clock.instant().plusSeconds(300));
        });
    }

    @Test
    void everyUsualAlgorithmIsAccepted() {
        for (var key : List.of(ISSUER.rsa(), ISSUER.ec(), ISSUER.ed())) {
            var token = key.sign(AccessForge.header(key), forge.payload());

            assertThat(check(token)).as(key.alg()).isInstanceOf(Authentication.Known.class);
            assertThat(check(token)).as("again").isInstanceOf(Authentication.Known.class);
        }
    }

    @Test
    void whatIsUnusualButRightIsAccepted() {
        var right = List.of(
                forge.audience("[\"account\",\"" + RESOURCE + "\"]"),
                forge.audience("\"api://signalbox\""),
                forge.headed("at\\+jwt", "AT+JWT"),
                forge.headed("at\\+jwt", "JWT"),
                forge.headed("\"typ\":\"at\\+jwt\",", ""),
                forge.headed("\"kid\"", "\"x5t\":\"abc\",\"kid\""),
                forge.adding("\"azp\":\"desk\""),
                forge.adding("\"typ\":\"Bearer\""),
                forge.claiming("\"nbf\":[0-9]+,", ""),
                forge.timed(60, 60, 300),
                forge.claiming("\"exp\":([0-9]+)", "\"exp\":" + clock.instant().plusSeconds(9).getEpochSecond() + ".5"));

        assertThat(right).allSatisfy(token -> assertThat(check(token)).isInstanceOf(Authentication.Known.class));
    }

    @Test
    void scopesOfTheIssuerBecomeOurs() {
        var mapped = forge.claiming("\"tool:retail.\\*\"", "\"orders:read model:signalbox/* openid orders:write\"");
        var listed = forge.claiming("\"tool:retail.\\*\"", "[\"orders:read\",\"profile\"]");
        var none = forge.claiming("\"scope\":\"tool:retail.\\*\",", "");

        assertThat(known(mapped).scopes()).isEqualTo(Scopes.parse("tool:retail.get_*@^1 model:signalbox/*"));
        assertThat(known(listed).scopes()).isEqualTo(Scopes.parse("tool:retail.get_*@^1"));
        assertThat(known(none).scopes().values()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aWrongAccessTokenIsRefused(WrongAccessToken wrong) {
        var text = wrong.made(forge);

        var first = check(text);
        var second = check(text);

        assertThat(first).isInstanceOfSatisfying(Authentication.Refused.class, refused -> {
            assertThat(refused.error()).isEqualTo(wrong.told.error);
            assertThat(refused.reason()).matches("[ -~]+").doesNotContain(text);
        });
        assertThat(second).isEqualTo(first);
    }

    @Test
    void theTableOfWrongTokensIsLongAndNoTwoOfThemAreTheSame() {
        var texts = Arrays.stream(WrongAccessToken.values()).map(wrong -> wrong.made(forge)).collect(Collectors.toSet());

        assertThat(texts).hasSize(WrongAccessToken.values().length).hasSizeGreaterThan(100).doesNotContain(forge.good());
    }

    @Test
    void aTokenIsRefusedFromTheMomentItExpiresThoughItWasGoodBefore() {
        var token = forge.good();
        var principal = known(token);

        clock.pass(Duration.ofSeconds(299));
        var before = check(token);
        boolean liveBefore = authenticator.isLive(principal);
        clock.pass(Duration.ofSeconds(1));

        assertThat(before).isInstanceOf(Authentication.Known.class);
        assertThat(liveBefore).isTrue();
        assertThat(check(token)).isEqualTo(new Authentication.Refused("access token: it has expired", BearerError.EXPIRED));
        assertThat(authenticator.isLive(principal)).isFalse();
    }

    @Test
    void aTokenThatIsGoodAtOneResourceIsRefusedAtAnother() {
        var token = forge.good();
        known(token);

        for (var other : List.of("/mcp", "/mcp/retail/v1", "/mcp/retai", "/mcp/knowledge")) {
            var check = authenticator.check(List.of("Bearer " + token), null, RESOURCE.resolve(other));

            assertThat(check).isInstanceOfSatisfying(Authentication.Refused.class, refused ->
                    assertThat(refused.error()).isEqualTo(BearerError.OTHER_AUDIENCE));
        }
    }

    @Test
    void withoutIssuersNoAccessTokenIsGood() {
        var alone = Authenticator.of(tokens, clock);

        assertThat(alone.check(List.of("Bearer " + forge.good()), null, RESOURCE))
                .isInstanceOfSatisfying(Authentication.Refused.class, refused ->
                        assertThat(refused.error()).isEqualTo(BearerError.NOT_ACCEPTED));
        assertThat(alone.isLive(known(forge.good()))).isFalse();
    }

    @Test
    void anAgentTokenIsGoodAtEveryResourceWhateverIssuersThereAre() {
        var created = agentToken();

        var check = authenticator.check(List.of("Bearer " + created.presented()), null, URI.create("http://elsewhere/x"));

        assertThat(check).isInstanceOfSatisfying(Authentication.Known.class, known -> {
            assertThat(known.principal().credential()).isEqualTo(new Credential.AgentToken(created.token().id()));
            assertThat(authenticator.isLive(known.principal())).isTrue();
            tokens.revoke(created.token().id());
            assertThat(authenticator.isLive(known.principal())).isFalse();
        });
    }

    @Test
    void nothingBroughtIsMissingAndNothingElseIs() {
        assertThat(authenticator.check(List.of(), null, RESOURCE)).isEqualTo(new Authentication.Missing());
        assertThat(authenticator.check(List.of(), "a=b", RESOURCE)).isEqualTo(new Authentication.Missing());
        assertThat(authenticator.check(List.of(""), null, RESOURCE)).isInstanceOf(Authentication.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token=x", "a=b&access_token=TOKEN", "access%5Ftoken=x", "access%5ftoken", "access_token"})
    void aTokenInTheAddressSpoilsAGoodHeader(String query) {
        var check = authenticator.check(List.of("Bearer " + forge.good()), query, RESOURCE);

        assertThat(check).isEqualTo(new Authentication.Refused("it came in the address", BearerError.IN_ADDRESS));
    }

    @Test
    void twoHeadersAreRefusedThoughBothAreGood() {
        var header = "Bearer " + forge.good();

        assertThat(authenticator.check(List.of(header, header), null, RESOURCE)).isInstanceOf(Authentication.Refused.class);
    }

    @Test
    void whatCallersAreToldFallsIntoFewTextsAndNoneRepeatsTheToken() {
        var told = Arrays.stream(WrongAccessToken.values())
                .map(wrong -> ((Authentication.Refused) check(wrong.made(forge))).error())
                .collect(Collectors.toSet());

        assertThat(told).containsExactlyInAnyOrder(
                Arrays.stream(WrongAccessToken.Told.values()).map(each -> each.error).toArray(BearerError[]::new));
    }

    @Test
    void anIssuersOtherAudienceIsNobodyElses() {
        var token = OTHER.token("any", "api://signalbox", "*", clock);

        assertThat(check(token)).isInstanceOf(Authentication.Refused.class);
        assertThat(known(OTHER.token("any", "api://other", "*", clock)).name()).isEqualTo(PrincipalName.parse("agent:tests"));
    }

    @Test
    void aKeyThatIsTooShortSignsNothing() {
        var weak = IssuerKey.rsa("weak", 1024);
        var unclear = IssuerKey.ec("unclear");
        try (var issuer = FakeIssuer.open()) {
            issuer.publish(weak.jwk() + "," + unclear.jwk() + "," + IssuerKey.ec("unclear").jwk() + ","
                    + issuer.ec().jwk().replace("\"sig\"", "\"enc\"") + ",{\"kty\":\"oct\",\"kid\":\"oct\",\"k\":\"AAAA\"},7,null");
            var its = new AccessForge(issuer, OTHER, clock);
            var there = one(issuer, Algorithm.USUAL);

            for (var key : List.of(weak, unclear, issuer.ec())) {
                var token = key.sign(AccessForge.header(key), its.payload());

                assertThat(there.check(List.of("Bearer " + token), null, RESOURCE)).as(key.kid())
                        .isInstanceOf(Authentication.Refused.class);
            }
        }
    }

    @Test
    void anIssuerSignsWithItsOwnAlgorithmsAloneThoughItsKeyCouldDoMore() {
        try (var issuer = FakeIssuer.open()) {
            issuer.publish(issuer.rsa().jwk().replace("\"alg\":\"RS256\",", ""));
            var key = new IssuerKey("rsa-1", "RS384", issuer.rsa().pair());
            var token = key.sign(AccessForge.header(key), new AccessForge(issuer, OTHER, clock).payload());

            assertThat(one(issuer, Algorithm.USUAL).check(List.of("Bearer " + token), null, RESOURCE))
                    .isInstanceOf(Authentication.Refused.class);
            assertThat(one(issuer, Set.of(Algorithm.RS384)).check(List.of("Bearer " + token), null, RESOURCE))
                    .isInstanceOf(Authentication.Known.class);
        }
    }

    @Test
    void aRememberedTokenIsRefusedOnceItsKeyIsReplacedOrTakenBack() {
        try (var issuer = FakeIssuer.open()) {
            var forged = new AccessForge(issuer, OTHER, clock);
            for (var successors : List.of(List.of(IssuerKey.ec("rsa-1"), AccessForge.STRANGER), List.of(issuer.ec()))) {
                issuer.publish(List.of(issuer.rsa()));
                var there = one(issuer, Algorithm.USUAL);
                var header = List.of("Bearer " + forged.timed(0, 0, 3600));
                assertThat(there.check(header, null, RESOURCE)).isInstanceOf(Authentication.Known.class);

                issuer.publish(successors);
                clock.pass(Duration.ofMinutes(10));

                Patience.until(Duration.ofSeconds(10), () ->
                        there.check(header, null, RESOURCE) instanceof Authentication.Refused);
            }
        }
    }

    private Authenticator one(FakeIssuer issuer, Set<Algorithm> algorithms) {
        return new Authenticator(tokens, new IdentityPolicy(null, null, List.of(new Issuer(issuer.name(),
                URI.create(issuer.jwks()), Set.of(), algorithms, PrincipalRule.USUAL, ScopeRule.USUAL))), clock);
    }

    private TokenCreation.Created agentToken() {
        return (TokenCreation.Created) tokens.create(PrincipalName.parse("agent:ada"), Scopes.ALL, Duration.ofHours(1));
    }

    private Authentication check(String token) {
        return authenticator.check(List.of("Bearer " + token), null, RESOURCE);
    }

    private Principal known(String token) {
        return switch (check(token)) {
            case Authentication.Known(var principal) -> principal;
            case Authentication.Missing _, Authentication.Unavailable _ -> throw new AssertionError(token);
            case Authentication.Refused(var reason, var _) -> throw new AssertionError(reason);
        };
    }
}
