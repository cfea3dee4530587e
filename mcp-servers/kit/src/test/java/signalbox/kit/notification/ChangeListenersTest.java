package signalbox.kit.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import signalbox.descriptor.ServerName;
import signalbox.identity.AgentTokens;
import signalbox.identity.CallerAssertions;
import signalbox.identity.HostKeys;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.kit.TestDatabase;
import signalbox.kit.TestPrompts;
import signalbox.kit.TestResources;
import signalbox.kit.TestServers;
import signalbox.kit.audit.AuditLog;
import signalbox.kit.call.CallExecutor;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.feature.Features;
import signalbox.kit.feature.ToolServer;
import signalbox.kit.telemetry.ToolTelemetry;
import signalbox.kit.work.WorkThreads;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.testing.Patience;

class ChangeListenersTest {
    private static final URI ONE = URI.create("shed://open/one");

    private final AtomicReference<ToolRules> rules = new AtomicReference<>(TestServers.rules(TestServers.tools(), TestServers.permissions()));
    private final TestResources resources = new TestResources();
    private final CallExecutor.Store store = new CallExecutor.Store(
            TestDatabase.get(), new WorkThreads(Duration.ofSeconds(5)), new AuditLog(TestDatabase.get(), ToolTelemetry.NONE), InstantSource.system());
    private final ChangeListeners listeners = new ChangeListeners(features(), 256);
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private boolean live = true;

    @BeforeEach
    void someListen() {
        for (int i = 0; i < 5; i++) {
            listeners.add(new Calm("before " + i), () -> live);
        }
    }

    @AfterEach
    void close() {
        store.threads().close();
        store.audit().close();
    }

    enum Trouble {
        TELLING,
        DISMISSING,
        ASKING_ITS_INTERESTS,
        ASKING_WHETHER_IT_IS_LIVE
    }

    @ParameterizedTest
    @EnumSource
    void oneThatThrowsKeepsNoOtherFromBeingToldOrSentAway(Trouble trouble) {
        for (int i = 0; i < 5; i++) {
            listeners.add(new Calm("throws") {
                @Override
                public Interests interests() {
                    breakIf(trouble == Trouble.ASKING_ITS_INTERESTS);
                    return super.interests();
                }

                @Override
                public void tell(Notification notification) {
                    breakIf(trouble == Trouble.TELLING);
                }

                @Override
                public void dismiss() {
                    breakIf(trouble == Trouble.DISMISSING);
                }
            }, () -> {
                breakIf(trouble == Trouble.ASKING_WHETHER_IT_IS_LIVE);
                return live;
            });
            listeners.add(new Calm("after " + i), () -> live);
        }

        listeners.updated(ONE.toString());
        resources.paths = List.of("open/one");
        listeners.look();
        assertThat(told).filteredOn(text -> text.endsWith("updated")).hasSize(10);
        assertThat(told).filteredOn(text -> text.endsWith("list_changed")).hasSize(10);
        live = false;
        listeners.sweep();
        listeners.close();
        assertThat(told).filteredOn(text -> text.endsWith("dismissed")).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void whoWasSentAwayIsToldNothingAndWhoseCredentialIsGoneNeither() {
        live = false;
        listeners.updated(ONE.toString());
        assertThat(told).isEmpty();
        listeners.sweep();
        live = true;
        listeners.updated(ONE.toString());

        assertThat(told).hasSize(5).allMatch(text -> text.endsWith("dismissed"));
    }

    @Test
    void aChangeThatIsNoneForAListenerIsNotTold() {
        listeners.look();
        rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions() + "\n# a comment\n"));
        listeners.look();

        assertThat(told).isEmpty();
    }

    @Test
    void aChangeThatTwoLookForAtOnceIsToldOnce() throws InterruptedException {
        var looking = List.of(new Thread(listeners::look), new Thread(listeners::look));
        var inside = new AtomicInteger();
        listeners.add(new Calm("watched"), () -> {
            inside.incrementAndGet();
            Patience.until(Duration.ofSeconds(10), () -> inside.get() == 2 || isBlocked(looking)); // so that both have begun
            return true;
        });
        resources.paths = List.of("open/one");

        looking.forEach(Thread::start);
        for (var thread : looking) {
            thread.join();
        }

        assertThat(told).filteredOn(text -> text.startsWith("watched")).hasSize(1);
    }

    private static boolean isBlocked(List<Thread> threads) {
        return threads.stream().anyMatch(thread -> thread.getState() == Thread.State.BLOCKED);
    }

    private static void breakIf(boolean troubled) {
        if (troubled) {
            throw new IllegalStateException("a listener in trouble");
        }
    }

    private class Calm implements ChangeListener {
        private final String name;

        Calm(String name) {
            this.name = name;
        }

        @Override
        public CallerContext caller() {
            return new CallerContext(PrincipalName.parse("agent:shedder"), Scopes.ALL, new Endpoint.Everything(), "credential c", null);
        }

        @Override
        public Interests interests() {
            return new Interests(true, true, true, Set.of(ONE.toString()));
        }

        @Override
        public void tell(Notification notification) {
            told.add(name + " " + notification.method());
        }

        @Override
        public void dismiss() {
            told.add(name + " dismissed");
        }
    }

    private Features features() {
        var source = TestDatabase.get().dataSource();
        TestDatabase.get().migrate("identity");
        var clock = InstantSource.system();
        var tokens = new AgentTokens(source, clock, _ -> true);
        var assertions = new CallerAssertions(source, tokens, new HostKeys(source, clock), IdentityPolicy.TOKENS_ONLY, clock);
        var shed = new ToolServer(new ServerName("shed"), Map.of(), resources, new TestPrompts());
        return Features.of(rules::get, List.of(shed), assertions, store);
    }
}
