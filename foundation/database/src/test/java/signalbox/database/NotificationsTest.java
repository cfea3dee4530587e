package signalbox.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.testing.Patience;

class NotificationsTest {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static Database database;

    @BeforeAll
    static void start() {
        database = Database.temporary();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static final class Heard implements NotificationListener {
        final BlockingQueue<String> said = new LinkedBlockingQueue<>();

        @Override
        public void told(String payload) {
            said.add("told " + payload);
        }

        @Override
        public void missed() {
            said.add("missed");
        }

        String next() throws InterruptedException {
            return String.valueOf(said.poll(LONGEST.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void whoeverHearsAChannelIsToldWhatIsNotifiedThere() throws Exception {
        var one = new Heard();
        var other = new Heard();
        database.notices().watch("room_one", one);
        database.notices().watch("room_two", other);
        assertThat(one.next()).isEqualTo("missed");
        assertThat(other.next()).isEqualTo("missed");

        notify("room_one", "hello 'world'");
        notify("room_two", "");

        assertThat(one.next()).isEqualTo("told hello 'world'");
        assertThat(other.next()).isEqualTo("told ");
    }

    @Test
    void aMarkStaysUntilSomethingIsTold() {
        var watch = database.notices().watch("marked");
        awaitKnown(watch);
        long before = watch.mark();
        assertThat(watch.mark()).isEqualTo(before);

        notify("somewhere_else", "x");
        notify("marked", "x");

        Patience.until(LONGEST, () -> watch.mark() > before);
    }

    @Test
    void whatIsRolledBackIsNotTold() {
        var watch = database.notices().watch("rolled_back");
        awaitKnown(watch);
        long before = watch.mark();

        var undone = JdbcClient.create(database.dataSource())
                .sql("do $$ begin perform pg_notify('rolled_back', ''); raise exception 'undone'; end $$");
        assertThatThrownBy(undone::update).isInstanceOf(DataAccessException.class);
        var later = database.notices().watch("rolled_back_later");
        awaitKnown(later);

        assertThat(watch.mark()).isEqualTo(before);
    }

    @Test
    void aMarkCanBeMovedAtOnce() {
        var watch = database.notices().watch("moved");
        awaitKnown(watch);
        long before = watch.mark();

        watch.move();

        assertThat(watch.mark()).isGreaterThan(before);
    }

    @Test
    void nothingIsKnownWhileTheConnectionIsBrokenAndTheMarkHasMovedWhenItIsBack() throws Exception {
        var heard = new Heard();
        var watch = database.notices().watch("broken", heard);
        assertThat(heard.next()).isEqualTo("missed");
        awaitKnown(watch);
        long before = watch.mark();

        JdbcClient.create(database.dataSource())
                .sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'signalbox notices'")
                .query(Integer.class)
                .single();

        assertThat(heard.next()).isEqualTo("missed");
        awaitKnown(watch);
        assertThat(watch.mark()).isGreaterThan(before);
    }

    @Test
    void withinASecondOfASilenceNothingIsKnownAnyMore() throws IOException {
        int port = Integer.parseInt(database.url().replaceFirst(".*:([0-9]+)/.*", "$1"));
        try (var wire = new FreezingWire(port);
                var there = Database.at(database.url().replace(":" + port + "/", ":" + wire.port() + "/"))) {
            var watch = there.notices().watch("frozen");
            awaitKnown(watch);
            long before = watch.mark();

            wire.freeze();
            var took = Patience.until(LONGEST, () -> watch.mark() == Watch.UNKNOWN);
            wire.thaw();
            awaitKnown(watch);

            assertThat(took).isLessThan(Duration.ofMillis(1500));
            assertThat(watch.mark()).isGreaterThan(before);
        }
    }

    @Test
    void oneWhoFailsToHearKeepsNobodyFromHearing() throws Exception {
        var heard = new Heard();
        database.notices().watch("failing", new NotificationListener() {
            @Override
            public void told(String payload) {
                throw new IllegalStateException("not listening");
            }

            @Override
            public void missed() {
                throw new IllegalStateException("not listening");
            }
        });
        database.notices().watch("failing", heard);
        assertThat(heard.next()).isEqualTo("missed");

        notify("failing", "x");

        assertThat(heard.next()).isEqualTo("told x");
    }

    @Test
    void whenClosedNothingIsKnown() {
        Watch watch;
        try (var there = Database.at(database.url())) {
            watch = there.notices().watch("closed");
            awaitKnown(watch);
        }

        assertThat(watch.mark()).isEqualTo(Watch.UNKNOWN);
    }

    @Test
    void aChannelIsAPlainName() {
        assertThatThrownBy(() -> database.notices().watch("x; drop table y")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Watch.none().mark()).isEqualTo(Watch.UNKNOWN);
    }

    private static void awaitKnown(Watch watch) {
        Patience.until(LONGEST, () -> watch.mark() != Watch.UNKNOWN);
    }

    private static void notify(String channel, String payload) {
        JdbcClient.create(database.dataSource())
                .sql("select pg_notify(:channel, :payload)")
                .param("channel", channel)
                .param("payload", payload)
                .query((_, _) -> "")
                .single();
    }
}
