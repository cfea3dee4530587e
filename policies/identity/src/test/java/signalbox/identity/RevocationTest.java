package signalbox.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.database.Watch;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.testing.Patience;

/// Tokens that are copied into memory are refused as soon as those that are not.
class RevocationTest {
    private static final PrincipalName ADA = PrincipalName.parse("agent:ada");
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Database database = TestDatabase.SHARED;
    private static final JdbcClient elsewhere = JdbcClient.create(database.dataSource());

    private final TestClock clock = new TestClock();
    private final CountedQueries queries = new CountedQueries(database.dataSource());
    private final Watch watch = database.notices().watch(AgentTokens.CHANNEL);
    private final AgentTokens tokens = new AgentTokens(queries, watch, clock, ADA::equals);

    @BeforeEach
    void hearing() {
        Patience.until(LONGEST, () -> watch.mark() != Watch.UNKNOWN);
    }

    @Test
    void aTokenThatWasCheckedIsNotAskedForAgain() {
        var created = create();
        tokens.check(created.presented());
        int before = queries.asked();

        for (int i = 0; i < 1000; i++) {
            assertThat(tokens.check(created.presented())).isInstanceOf(AgentTokenCheck.Known.class);
            assertThat(tokens.isLive(created.token().id())).isTrue();
        }

        assertThat(queries.asked() - before).isLessThan(20);
    }

    @Test
    void aCopyProvesNothingToAnotherSecretAndExpiresLikeItsToken() {
        var created = create();
        var other = create();
        tokens.check(created.presented());

        var crossed = tokens.check(created.presented().substring(0, 17) + other.presented().substring(17));
        clock.pass(Duration.ofHours(1));

        assertThat(crossed).isEqualTo(new AgentTokenCheck.Refused(AgentTokenCheck.Reason.WRONG_SECRET));
        assertThat(tokens.check(created.presented())).isEqualTo(new AgentTokenCheck.Refused(AgentTokenCheck.Reason.EXPIRED));
    }

    @Test
    void aTokenThatIsMadeLaterIsKnownThoughItWasAskedForBefore() {
        var created = create();
        elsewhere.sql("delete from identity.token where id = :id").param("id", created.token().id()).update();
        assertThat(tokens.isLive(created.token().id())).isFalse();

        elsewhere.sql("insert into identity.token values (:id, 'x', 'agent:ada', '*', now(), '2099-01-01')")
                .param("id", created.token().id())
                .update();

        assertThat(tokens.isLive(created.token().id())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "update identity.token set revoked_at = now() where id = :id",
        "update identity.token set expires_at = '2000-01-01' where id = :id",
        "update identity.token set digest = repeat('0', 64) where id = :id",
        "delete from identity.token where id = :id"
    })
    void whateverAnotherWriterDoesIsNoticed(String sql) {
        var created = create();
        tokens.check(created.presented());

        elsewhere.sql(sql).param("id", created.token().id()).update();

        var took = Patience.until(LONGEST, () -> tokens.check(created.presented()) instanceof AgentTokenCheck.Refused);
        assertThat(took).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void whileNobodyHearsEveryCheckAsksTheDatabase() {
        var deaf = new AgentTokens(queries, Watch.none(), clock, ADA::equals);
        var created = create();
        int before = queries.asked();

        for (int i = 0; i < 5; i++) {
            deaf.check(created.presented());
        }

        assertThat(queries.asked() - before).isEqualTo(5);
    }

    @Test
    void aConnectionThatIsLostHidesNoRevocation() {
        for (int i = 0; i < 5; i++) {
            var created = create();
            tokens.check(created.presented());

            elsewhere.sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'signalbox notices'")
                    .query(Integer.class)
                    .single();
            elsewhere.sql("update identity.token set revoked_at = now() where id = :id").param("id", created.token().id()).update();

            var took = Patience.until(LONGEST, () -> tokens.check(created.presented()) instanceof AgentTokenCheck.Refused);
            assertThat(took).isLessThan(Duration.ofMillis(1500));
        }
    }

    @Test
    void noCheckThatStartsAfterARevocationHereSucceeds() throws Exception {
        for (int cycle = 0; cycle < 200; cycle++) {
            var created = create();
            var acknowledged = new AtomicLong(Long.MAX_VALUE);

            var late = whileChecked(created.presented(), acknowledged, () -> {
                tokens.revoke(created.token().id());
                acknowledged.set(System.nanoTime());
            });

            assertThat(late).as("cycle %s", cycle).isNegative();
        }
    }

    @Test
    void aRevocationElsewhereIsNoticedWithinAQuarterOfASecond() throws Exception {
        var delays = new ArrayList<Long>();
        for (int cycle = 0; cycle < 100; cycle++) {
            var created = create();
            var acknowledged = new AtomicLong(Long.MAX_VALUE);

            delays.add(Math.max(0, whileChecked(created.presented(), acknowledged, () -> {
                elsewhere.sql("update identity.token set revoked_at = now() where id = :id").param("id", created.token().id()).update();
                acknowledged.set(System.nanoTime());
            })));
        }

        Collections.sort(delays);
        System.out.printf("revoked elsewhere, last success after: median %d us, p99 %d us, of %d%n",
                delays.get(50) / 1000, delays.get(98) / 1000, delays.size());
        assertThat(Duration.ofNanos(delays.get(98))).isLessThan(Duration.ofMillis(250));
    }

    /// Eight threads check in a loop while something is done, and until none is let in. The answer is by how much the
    /// latest start of a check that succeeded came after the acknowledgement, in nanoseconds; negative where none did.
    private long whileChecked(String presented, AtomicLong acknowledged, Runnable deed) throws Exception {
        var letIn = new AtomicBoolean();
        var latest = new ArrayList<Future<Long>>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                latest.add(threads.submit(() -> {
                    long last = Long.MIN_VALUE;
                    for (long start = System.nanoTime(); tokens.check(presented) instanceof AgentTokenCheck.Known; start = System.nanoTime()) {
                        last = start;
                        letIn.set(true);
                    }
                    return last;
                }));
            }
            Patience.until(LONGEST, letIn::get);
            deed.run();
        }
        long last = Long.MIN_VALUE;
        for (var each : latest) {
            last = Math.max(last, each.get());
        }
        return last - acknowledged.get();
    }

    private TokenCreation.Created create() {
        return (TokenCreation.Created) tokens.create(ADA, Scopes.ALL, Duration.ofHours(1));
    }
}
