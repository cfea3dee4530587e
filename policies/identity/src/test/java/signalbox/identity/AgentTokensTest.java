package signalbox.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

class AgentTokensTest {
    private static final PrincipalName ADA = PrincipalName.parse("agent:ada");
    private static final PrincipalName STRANGER = PrincipalName.parse("agent:stranger");
    private static final Database database = TestDatabase.SHARED;

    private final TestClock clock = new TestClock();
    private final AgentTokens tokens = new AgentTokens(database.dataSource(), clock, ADA::equals);

    @Test
    void aNewTokenIsKnownWithItsPrincipalAndScopes() {
        var created = create(Scopes.parse("tool:retail.* model:openai/*"));

        var check = tokens.check(created.presented());

        assertThat(created.presented()).matches("sbx_[0-9A-Za-z]{12}_[A-Za-z0-9_-]{43}");
        assertThat(check).isEqualTo(new AgentTokenCheck.Known(
                new Principal(
                        ADA, Scopes.parse("tool:retail.* model:openai/*"), new Credential.AgentToken(created.token().id()), null)));
    }

    @Test
    void aRevokedTokenIsRefusedAtOnceByEveryNode() {
        var created = create(Scopes.ALL);
        var elsewhere = new AgentTokens(database.dataSource(), clock, ADA::equals);
        assertThat(elsewhere.check(created.presented())).isInstanceOf(AgentTokenCheck.Known.class);

        assertThat(tokens.revoke(created.token().id())).isTrue();

        assertThat(tokens.check(created.presented())).isEqualTo(refused(AgentTokenCheck.Reason.REVOKED));
        assertThat(elsewhere.check(created.presented())).isEqualTo(refused(AgentTokenCheck.Reason.REVOKED));
    }

    @Test
    void aTokenIsLiveUntilItIsRevokedOrExpires() {
        var revoked = create(Scopes.ALL).token().id();
        var expired = create(Scopes.ALL).token().id();
        assertThat(tokens.isLive(revoked)).isTrue();

        tokens.revoke(revoked);
        clock.pass(Duration.ofHours(1));

        assertThat(tokens.isLive(revoked)).isFalse();
        assertThat(tokens.isLive(expired)).isFalse();
        assertThat(tokens.isLive("tok_nobody")).isFalse();
    }

    @Test
    void revokingTwiceKeepsTheFirstMoment() {
        var created = create(Scopes.ALL);
        var first = clock.instant();
        tokens.revoke(created.token().id());

        clock.pass(Duration.ofHours(1));
        tokens.revoke(created.token().id());

        assertThat(tokens.list())
                .filteredOn(token -> token.id().equals(created.token().id()))
                .singleElement()
                .satisfies(token -> assertThat(token.revoked()).isEqualTo(first));
    }

    @Test
    void aTokenIsRefusedFromTheMomentItExpires() {
        var created = create(Scopes.ALL);

        clock.pass(Duration.ofHours(1).minusSeconds(1));
        var before = tokens.check(created.presented());
        clock.pass(Duration.ofSeconds(1));
        var after = tokens.check(created.presented());

        assertThat(before).isInstanceOf(AgentTokenCheck.Known.class);
        assertThat(after).isEqualTo(refused(AgentTokenCheck.Reason.EXPIRED));
    }

    @Test
    void theIdOfOneTokenWithTheSecretOfAnotherIsRefused() {
        var one = create(Scopes.ALL).presented();
        var other = create(Scopes.ALL).presented();

        var crossed = one.substring(0, 17) + other.substring(17);

        assertThat(tokens.check(crossed)).isEqualTo(refused(AgentTokenCheck.Reason.WRONG_SECRET));
    }

    @Test
    void theDatabaseNeverHoldsTheToken() {
        var created = create(Scopes.ALL);

        var row = JdbcClient.create(database.dataSource())
                .sql("select t::text from identity.token t where id = :id")
                .param("id", created.token().id())
                .query(String.class)
                .single();

        assertThat(row).doesNotContain(created.presented().substring(17));
        assertThat(created.toString()).doesNotContain(created.presented().substring(17));
    }

    @Test
    void aPrincipalThatThePolicyDoesNotNameGetsNoToken() {
        assertThat(tokens.create(STRANGER, Scopes.ALL, AgentTokens.USUAL_LIFE))
                .isEqualTo(new TokenCreation.UnknownPrincipal(STRANGER));
        assertThat(tokens.list()).extracting(Token::principal).doesNotContain(STRANGER);
    }

    @Test
    void aTokenLivesAMomentAtLeastAndAYearAtMost() {
        var tooLong = AgentTokens.LONGEST_LIFE.plusNanos(1);

        assertThat(tokens.create(ADA, Scopes.ALL, Duration.ZERO)).isInstanceOf(TokenCreation.UnfitLifetime.class);
        assertThat(tokens.create(ADA, Scopes.ALL, tooLong)).isInstanceOf(TokenCreation.UnfitLifetime.class);
        assertThat(tokens.create(ADA, Scopes.ALL, AgentTokens.LONGEST_LIFE)).isInstanceOf(TokenCreation.Created.class);
    }

    @ParameterizedTest
    @MethodSource("naughty")
    void anyTextIsSafeToPresent(String text) {
        var kept = tokens.list().size();

        assertThat(tokens.check(text)).isInstanceOf(AgentTokenCheck.Refused.class);
        assertThat(tokens.revoke(text)).isFalse();
        assertThat(tokens.list()).hasSize(kept);
    }

    static Stream<String> naughty() {
        var secret = "_" + "A".repeat(43);
        var ids = List.of("", "' or 1=1 --", "'; drop table identity.token; --", "0123456789ab", "%%%%%%%%%%%%",
                "____________", "0123456789a\0", "0123456789é", "٠١٢٣٤٥٦٧٨٩٠١", "\uD800bcdefghijkl", "a\r\nb: c", "../../../etc");
        return Stream.concat(
                ids.stream().map(id -> "sbx_" + id + secret),
                Stream.of("", " ", "sbx_", "sbx__", "\0", "sbx_0123456789ab_", "sbx_0123456789ab" + secret + "\n",
                        "SBX_0123456789ab" + secret, "A".repeat(100_000), "sbx_0123456789ab_" + "ſ".repeat(43), "{{7*7}}",
                        "${jndi:ldap://x}", "1' and pg_sleep(5) --"));
    }

    private TokenCreation.Created create(Scopes scopes) {
        return switch (tokens.create(ADA, scopes, Duration.ofHours(1))) {
            case TokenCreation.Created created -> created;
            case TokenCreation.UnknownPrincipal other -> throw new AssertionError(other);
            case TokenCreation.UnfitLifetime other -> throw new AssertionError(other);
        };
    }

    private static AgentTokenCheck refused(AgentTokenCheck.Reason reason) {
        return new AgentTokenCheck.Refused(reason);
    }
}
