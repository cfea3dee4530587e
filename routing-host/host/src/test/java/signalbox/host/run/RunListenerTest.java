package signalbox.host.run;

import static org.assertj.core.api.Assertions.assertThat;
import static signalbox.host.run.Script.answer;
import static signalbox.host.run.Script.call;
import static signalbox.host.run.Yard.ask;
import static signalbox.host.station.McpDesk.Tool.reading;
import static signalbox.host.station.McpDesk.said;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.database.Database;
import signalbox.host.ledger.RunEvent;
import signalbox.host.ledger.RunEvents;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunStatus;
import signalbox.host.run.feed.EventId;
import signalbox.host.run.feed.RunFeeds;
import signalbox.host.run.feed.RunListener;
import signalbox.host.run.state.RunLimits;
import signalbox.host.station.McpDesk;
import signalbox.host.turn.DeltaListener;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.policy.money.Usage;

/// What those who listen to a run are told, wherever they broke off and whatever became of what they heard.
class RunListenerTest {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final int RUNS = 40;
    private static Database database;
    private McpDesk desk;
    private Yard yard;

    @BeforeAll
    static void open() {
        database = Database.temporary();
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @BeforeEach
    void build() {
        desk = new McpDesk().serve(reading("get"), seen -> said("order " + seen.arguments().get("id")));
        yard = new Yard(database, Yard.ROUTING + "failures: {breaker: off}\n", Map.of("retail", desk.endpoint()), RunLimits.USUAL);
    }

    @AfterEach
    void tear() {
        yard.close();
        desk.close();
    }

    /// What a client makes of the events: the text of each step, and the names of all others in order.
    private static final class Client {
        final SortedMap<Integer, StringBuilder> texts = new TreeMap<>();
        final List<String> others = new ArrayList<>();
        EventId last = EventId.START;
        boolean ended;

        void hear(RunListener.Told told) {
            last = Objects.requireNonNull(EventId.parse(told.id().toString()));
            switch (told.event()) {
                case RunEvent.OutputDelta(var step, var text) -> texts.computeIfAbsent(step, _ -> new StringBuilder()).append(text);
                case RunEvent.OutputReset(var step) -> texts.put(step, new StringBuilder());
                case RunEvent other -> others.add(last.number() + " " + other.name());
            }
            ended |= told.event() instanceof RunEvent.RunFinished;
        }

        String text() {
            return texts.values().toString();
        }
    }

    @Test
    void whoeverBreaksOffAnywhereHearsEveryAnswerOnce() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("RunListenerTest seed " + seed);
        var random = new Random(seed);
        var elsewhere = new RunFeeds(yard.ledger);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < RUNS; i++) {
                var answers = script(random);
                var listening = new CountDownLatch(1);
                yard.script.speech = (outcome, listener) -> speak(outcome, listener, listening, random);
                var run = begun(ask("Where is order 7?"));
                long one = random.nextLong();
                long two = random.nextLong();
                var first = threads.submit(client(run, new Random(one), elsewhere, listening));
                var second = threads.submit(client(run, new Random(two), elsewhere, listening));
                listening.countDown();

                var clients = List.of(first.get(), second.get());

                var rows = Objects.requireNonNull(yard.ledger.history().journal(run));
                var told = RunEvents.of(rows.header(), rows.entries()).stream()
                        .filter(event -> !(event.event() instanceof RunEvent.OutputDelta))
                        .map(event -> event.number() + " " + event.event().name())
                        .toList();
                assertThat(clients).as("seed " + seed + ", run " + i).allSatisfy(client -> {
                    assertThat(client.text()).as(rows.entries().getLast() + " " + client.others).isEqualTo(answers.toString());
                    assertThat(client.others).isEqualTo(told);
                });
            }
        }
    }

    /// Goes away in the middle of what it is sent, and comes back here or on a host that only sees the rows.
    private Callable<Client> client(RunId run, Random random, RunFeeds elsewhere, CountDownLatch listening) {
        return () -> {
            var client = new Client();
            while (!client.ended) {
                boolean here = random.nextInt(4) > 0;
                try (var listener = here ? yard.runs.follow(run, client.last) : elsewhere.follow(run, client.last)) {
                    listening.countDown();
                    for (int turns = random.nextInt(6); turns >= 0 && !client.ended; turns--) {
                        var told = listener.next(here ? SOON : Duration.ZERO);
                        int heard = turns > 0 ? told.size() : random.nextInt(told.size() + 1);
                        told.subList(0, heard).forEach(client::hear);
                    }
                }
            }
            return client;
        };
    }

    /// One to three steps, each with models that fail before one answers.
    private List<String> script(Random random) {
        yard.script.forget();
        var answers = new ArrayList<String>();
        int steps = 1 + random.nextInt(3);
        for (int step = 0; step < steps; step++) {
            var text = IntStream.range(0, 1 + random.nextInt(12)).mapToObj(i -> random.nextInt(3) == 0 ? "\uD83D\uDE00" : "word" + i + " ").reduce("", String::concat);
            answers.add(text);
            var calls = step < steps - 1 ? List.of(call("retail__get", "{\"id\": \"" + step + "\"}")) : List.<ToolCall>of();
            boolean fails = random.nextBoolean();
            if (fails) {
                yard.script.says("north/large", new Outcome.Unavailable("gone", null));
            }
            yard.script.says(fails ? "north/small" : "north/large", new Outcome.Answered(
                    new Turn.Assistant(List.of(new Part.Text(text)), calls, List.of()), new Usage(100, 40, 0, 10), FinishReason.STOP, null));
        }
        return answers;
    }

    /// Says it in pieces, which may end in the middle of a character, and sometimes what is not the answer after all.
    private static void speak(Outcome outcome, DeltaListener listener, CountDownLatch listening, Random random) {
        await(listening);
        if (!(outcome instanceof Outcome.Answered answered)) {
            listener.text("word0 half of");
            return;
        }
        var text = answered.turn().text();
        if (random.nextInt(8) == 0) {
            listener.text("thinking</think>");
        }
        for (int from = 0, to; from < text.length(); from = to) {
            to = Math.min(text.length(), from + 1 + random.nextInt(7));
            listener.text(text.substring(from, to));
        }
    }

    @Test
    void whatAnAttemptSaidThatFailedIsTakenBack() throws Exception {
        yard.script.says("north/large", new Outcome.Unavailable("gone", null)).says("north/small", answer("It is here."));
        var heard = new Semaphore(0);
        yard.script.speech = (outcome, listener) -> {
            listener.text(outcome instanceof Outcome.Answered ? "It is " : "It was");
            heard.acquireUninterruptibly();
        };
        var run = begun(ask("Where?"));
        var names = new ArrayList<String>();
        try (var listener = yard.runs.follow(run, EventId.START)) {
            for (var client = new Client(); !client.ended;) {
                for (var told : listener.next(PATIENT)) {
                    client.hear(told);
                    names.add(told.event() instanceof RunEvent.OutputDelta(var _, var text) ? text : told.event().name());
                    heard.release(told.event() instanceof RunEvent.OutputDelta ? 1 : 0);
                }
            }
        }

        assertThat(yard.runs.await(run).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(String.join("|", names)).endsWith("It was|output.reset|attempt.finished|It is |attempt.finished|here.|run.finished");
    }

    @Test
    void anIdFromAnAnswerThatWasNeverWrittenDownIsTakenBack() throws Exception {
        yard.script.says("north/large", answer("It is here."));
        var run = yard.run(ask("Where?")).id();

        var lost = yard.events(run, new EventId(3, 6, "It was".hashCode()));
        var known = yard.events(run, new EventId(3, 6, "It is ".hashCode()));
        var all = yard.events(run, new EventId(3, 11, "It is here.".hashCode()));

        assertThat(lost).extracting(told -> told.id() + " " + told.event()).startsWith(
                "3 OutputReset[step=0]", "4 OutputDelta[step=0, text=It is here.]");
        assertThat(known).extracting(told -> told.id() + " " + told.event()).startsWith("4 OutputDelta[step=0, text=here.]");
        assertThat(all).extracting(told -> told.event().name()).containsExactly("run.finished");
    }

    /// Another process that goes on after a crash would tell other events under the numbers of those that were lost.
    @Test
    void nothingIsToldThatIsNotWritten() throws Exception {
        var turn = new Semaphore(0);
        yard.script.says("north/large", new Outcome.Unavailable("gone", null)).says("north/small", answer("done"));
        yard.script.speech = (_, _) -> turn.acquireUninterruptibly();
        var run = begun(ask("Where?"));
        try (var listener = yard.runs.follow(run, EventId.START);
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var writing = database.dataSource().getConnection()) {
            hearUntil(listener, "step.routed");
            writing.setAutoCommit(false);
            writing.createStatement().execute("LOCK TABLE ledger.journal IN EXCLUSIVE MODE");
            turn.release(2);

            var told = threads.submit(() -> hearUntil(listener, "attempt.finished"));

            assertThat(told).failsWithin(Duration.ofMillis(300));
            writing.rollback();
            assertThat(told).succeedsWithin(PATIENT);
        }
    }

    private static boolean hearUntil(RunListener listener, String name) throws InterruptedException {
        while (listener.next(PATIENT).stream().noneMatch(told -> told.event().name().equals(name))) {
            // not yet
        }
        return true;
    }

    @Test
    void aListenerThatDoesNotListenHoldsNobody() throws Exception {
        var text = "a long answer ".repeat(100_000);
        yard.script.says("north/large", answer(text));
        var listening = new CountDownLatch(1);
        yard.script.speech = (outcome, listener) -> {
            await(listening);
            for (int i = 0; i < text.length(); i += 14) {
                listener.text(text.substring(i, i + 14));
            }
        };
        var run = begun(ask("Tell me"));
        try (var slow = yard.runs.follow(run, EventId.START)) {
            listening.countDown();

            var view = yard.runs.await(run);

            assertThat(view.output()).isEqualTo(text);
            var client = new Client();
            slow.next(PATIENT).forEach(client::hear);
            assertThat(client.text()).isEqualTo("[" + text + "]");
            assertThat(client.ended).isTrue();
        }
    }

    /// Whether anybody listens is seen by how the next model is asked.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void modelsSpeakWhileSomebodyListensAndNotAfterwards(boolean stays) throws Exception {
        var run = new CompletableFuture<RunId>();
        var listeners = new ArrayList<RunListener>();
        var spoken = new AtomicInteger();
        yard.script.speech = (_, _) -> spoken.incrementAndGet();
        yard.script.does("north/large", _ -> {
            listeners.add(yard.runs.follow(run.join(), EventId.START));
            listeners.add(yard.runs.follow(run.join(), EventId.START));
            listeners.forEach(listener -> stays(listener, stays));
            return Script.calls(call("retail__get", "{\"id\": \"7\"}"));
        }).says("north/large", answer("done"));
        run.complete(yard.started(ask("Where?")));

        assertThat(yard.runs.await(run.join()).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(spoken).hasValue(stays ? 1 : 0);
        listeners.forEach(RunListener::close);
    }

    private static void stays(RunListener listener, boolean stays) {
        if (!stays) {
            listener.leave();
            listener.close();
        }
    }

    private RunId begun(RunRequest request) {
        return ((RunStart.Accepted) yard.runs.startUnawaited(Yard.ADA, request)).run();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
