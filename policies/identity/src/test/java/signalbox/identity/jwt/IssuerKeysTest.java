package signalbox.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import signalbox.identity.issuer.Algorithm;
import signalbox.identity.issuer.Issuer;
import signalbox.identity.issuer.PrincipalRule;
import signalbox.identity.issuer.ScopeRule;
import signalbox.testing.issuer.FakeIssuer;
import signalbox.testing.issuer.IssuerKey;

class IssuerKeysTest {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final FakeIssuer issuer = FakeIssuer.open();
    private final Queue<Runnable> background = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final InstantSource clock = () -> now;
    private final IssuerKeys keys = keys(URI.create(issuer.jwks()));

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void aKeyIsFetchedOnceAndFoundAfterwards() {
        for (int i = 0; i < 100; i++) {
            assertThat(keys.find("ec-1", Algorithm.ES256)).isInstanceOf(IssuerKeys.Found.Key.class);
        }

        assertThat(issuer.asked()).isEqualTo(1);
    }

    @Test
    void withoutAnAddressTheDiscoveryDocumentSaysWhereTheKeysAre() {
        assertThat(keys(null).find("rsa-1", Algorithm.RS256)).isInstanceOf(IssuerKeys.Found.Key.class);
    }

    @Test
    void aKeyFitsItsOwnAlgorithmAlone() {
        assertThat(keys.find("ec-1", Algorithm.EDDSA)).isInstanceOf(IssuerKeys.Found.Nothing.class);
        assertThat(keys.find("ec-1", Algorithm.RS256)).isInstanceOf(IssuerKeys.Found.Nothing.class);
        assertThat(keys.find("rsa-1", Algorithm.PS256)).isInstanceOf(IssuerKeys.Found.Nothing.class);
    }

    @Test
    void unknownKeysAreLookedForAtABoundedRate() {
        for (int i = 0; i < 1000; i++) {
            assertThat(keys.find("unknown-" + i, Algorithm.RS256)).isInstanceOf(IssuerKeys.Found.Nothing.class);
            now = now.plusMillis(20);
        }

        assertThat(issuer.asked()).isBetween(2, 3);
    }

    @Test
    void aNewKeyIsFoundSoonAfterItIsPublished() {
        keys.find("ec-1", Algorithm.ES256);
        issuer.publish(List.of(issuer.ec(), IssuerKey.ec("ec-2")));

        var tooSoon = keys.find("ec-2", Algorithm.ES256);
        now = now.plus(IssuerKeys.APART);

        assertThat(tooSoon).isInstanceOf(IssuerKeys.Found.Nothing.class);
        assertThat(keys.find("ec-2", Algorithm.ES256)).isInstanceOf(IssuerKeys.Found.Key.class);
    }

    @Test
    void aKeyThatIsTakenBackIsForgottenAtTheNextLook() {
        keys.find("ec-1", Algorithm.ES256);
        issuer.publish(List.of(issuer.rsa()));

        now = now.plus(IssuerKeys.FRESH);
        var meanwhile = keys.find("ec-1", Algorithm.ES256);
        background.remove().run();

        assertThat(meanwhile).isInstanceOf(IssuerKeys.Found.Key.class);
        assertThat(keys.find("ec-1", Algorithm.ES256)).isInstanceOf(IssuerKeys.Found.Nothing.class);
    }

    @Test
    void anotherKeyUnderTheSameNameTakesItsPlace() {
        var before = keys.find("ec-1", Algorithm.ES256);
        issuer.publish(List.of(IssuerKey.ec("ec-1")));

        now = now.plus(IssuerKeys.FRESH);
        keys.find("ec-1", Algorithm.ES256);
        background.remove().run();

        assertThat(keys.find("ec-1", Algorithm.ES256)).isInstanceOf(IssuerKeys.Found.Key.class).isNotEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = "WELL", mode = EnumSource.Mode.EXCLUDE)
    void withoutAnyKeysNothingCanBeSaid(FakeIssuer.Mood mood) {
        issuer.be(mood);

        var found = keys.find("ec-1", Algorithm.ES256);

        assertThat(found).isInstanceOf(IssuerKeys.Found.Unavailable.class);
        assertThat(keys.find("ec-1", Algorithm.ES256)).isEqualTo(found);
        assertThat(issuer.asked()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = "WELL", mode = EnumSource.Mode.EXCLUDE)
    void throughAnOutageKnownKeysHoldForADayAndNoLonger(FakeIssuer.Mood mood) {
        keys.find("ec-1", Algorithm.ES256);
        issuer.be(mood);

        now = now.plus(IssuerKeys.KEPT).minusSeconds(1);
        var lastSecond = keys.find("ec-1", Algorithm.ES256);
        var unknown = keys.find("ec-2", Algorithm.ES256);
        now = now.plusSeconds(1);

        assertThat(lastSecond).isInstanceOf(IssuerKeys.Found.Key.class);
        assertThat(unknown).isInstanceOf(IssuerKeys.Found.Unavailable.class);
        assertThat(keys.find("ec-1", Algorithm.ES256)).isInstanceOf(IssuerKeys.Found.Unavailable.class);
    }

    @Test
    void whenTheIssuerIsBackItsKeysAreToo() {
        issuer.be(FakeIssuer.Mood.BROKEN);
        keys.find("ec-1", Algorithm.ES256);
        issuer.be(FakeIssuer.Mood.WELL);

        var tooSoon = keys.find("ec-1", Algorithm.ES256);
        now = now.plus(IssuerKeys.APART);

        assertThat(tooSoon).isInstanceOf(IssuerKeys.Found.Unavailable.class);
        assertThat(keys.find("ec-1", Algorithm.ES256)).isInstanceOf(IssuerKeys.Found.Key.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "DRIPPING", "HUGE"})
    void noIssuerHoldsUsForLong(FakeIssuer.Mood mood) {
        issuer.be(mood);
        long started = System.nanoTime();

        assertThatThrownBy(() -> new JsonPage(PATIENCE).get(URI.create(issuer.jwks()))).isInstanceOf(IOException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(PATIENCE.multipliedBy(6));
    }

    @Test
    void aDiscoveryDocumentOfAnotherIssuerIsNotBelieved() {
        var misnamed = new Issuer(issuer.name() + "/", null, Set.of(), Algorithm.USUAL, PrincipalRule.USUAL, ScopeRule.USUAL);
        var source = new KeySource(misnamed, new JsonPage(PATIENCE));

        assertThatThrownBy(() -> source.fetch()).isInstanceOf(IOException.class);
    }

    private IssuerKeys keys(@Nullable URI jwks) {
        var configured =
                new Issuer(issuer.name(), jwks, Set.of(), Algorithm.USUAL, PrincipalRule.USUAL, ScopeRule.USUAL);
        return new IssuerKeys(new KeySource(configured, new JsonPage(PATIENCE)), clock, new QueuedTasks(background));
    }
}
