package signalbox.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PublicKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Watch;
import signalbox.policy.permission.PrincipalName;
import signalbox.testing.Patience;

class HostKeysTest {
    private static final PrincipalName HOST = PrincipalName.parse("host:keys");
    private static final JdbcClient elsewhere = JdbcClient.create(TestDatabase.SHARED.dataSource());

    private final TestClock clock = new TestClock();
    private final CountedQueries queries = new CountedQueries(TestDatabase.SHARED.dataSource());
    private final Watch watch = TestDatabase.SHARED.notices().watch(HostKeys.CHANNEL);
    private final HostKeys keys = new HostKeys(queries, watch, clock);

    @Test
    void aKeyIsAskedForOnceAndAChangeElsewhereIsNoticed() {
        Patience.until(Duration.ofSeconds(10), () -> watch.mark() != Watch.UNKNOWN);
        var first = Forge.strangerKey().publicKey();
        var second = Forge.strangerKey().publicKey();
        keys.publish(HOST, "k", first);
        assertThat(keys.find(HOST, "k")).isEqualTo(first);
        int before = queries.asked();

        for (int i = 0; i < 100; i++) {
            assertThat(keys.find(HOST, "k")).isEqualTo(first);
        }
        int asked = queries.asked() - before;
        replaceElsewhere(second);

        assertThat(asked).isLessThan(5);
        Patience.until(Duration.ofSeconds(1), () -> second.equals(keys.find(HOST, "k")));
    }

    @Test
    void aKeyOfAnotherHostOrNameIsNotFound() {
        keys.publish(HOST, "k", Forge.strangerKey().publicKey());

        assertThat(keys.find(HOST, "other")).isNull();
        assertThat(keys.find(PrincipalName.parse("host:other"), "k")).isNull();
    }

    @Test
    void aKeyThatIsPublishedHereIsFoundAtOnce() {
        for (int i = 0; i < 20; i++) {
            var key = Forge.strangerKey().publicKey();
            keys.publish(HOST, "again", key);

            assertThat(keys.find(HOST, "again")).isEqualTo(key);
        }
    }

    private static void replaceElsewhere(PublicKey key) {
        elsewhere.sql("update identity.host_key set public_key = :key where principal = :host and kid = 'k'")
                .param("key", key.getEncoded())
                .param("host", HOST.toString())
                .update();
    }
}
