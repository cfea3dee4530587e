package signalbox.host.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import signalbox.client.exchange.Reply;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunStatus;
import signalbox.host.ledger.RunView;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.run.ScriptedProvider.Call;
import signalbox.host.tool.Abroad;
import signalbox.policy.server.ServerAuthorization;
import signalbox.policy.server.ThirdPartyServer.Questions;
import signalbox.testing.Patience;
import signalbox.testing.ScriptedMcp;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A run that waits for its caller is a row: whichever host is asked goes on with it.
class OtherNodeTest {
    private static final String BOOK = "{\"name\": \"book\", \"inputSchema\": {\"type\": \"object\"}}";
    private static final String SIZE = """
            {"message": "Which size?", "requestedSchema": {"type": "object",
             "properties": {"size": {"type": "string", "enum": ["s", "l"]}}, "required": ["size"]}}""";
    private static final String COLOUR = """
            {"message": "Which colour?", "requestedSchema": {"type": "object",
             "properties": {"colour": {"type": "string"}}, "required": ["colour"]}}""";
    private static Database database;

    private final TranscriptKeys keys = TranscriptKeys.fresh();
    private final ScriptedProvider provider = new ScriptedProvider(List.of(new Call("shop__book", "{}")), _ -> {});

    @BeforeAll
    static void open() {
        database = FreshDatabase.open();
        database.migrate("ledger");
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aWaitingRunIsAnsweredThroughAnotherNodeAndBothHearOfIt() throws Exception {
        try (var shop = asking(SIZE); var first = node(shop); var second = node(shop)) {
            var waiting = waiting(first);
            var heard = CompletableFuture.supplyAsync(quietly(() -> first.runs.await(waiting.id())));

            var wrong = answer(second, waiting, "{\"size\": \"xl\"}");
            var right = answer(second, waiting, "{\"size\": \"l\"}");

            assertThat(wrong).isInstanceOf(AnswerOutcome.Unfit.class);
            assertThat(right).isEqualTo(new AnswerOutcome.Taken());
            var done = second.runs.await(waiting.id());
            assertThat(done.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(heard.join().status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(answer(first, waiting, "{\"size\": \"s\"}")).isEqualTo(new AnswerOutcome.NotOpen());
            assertThat(shop.requests("tools/call").getLast().at("/params/inputResponses/q0/content/size").asString()).isEqualTo("l");
            assertThat(provider.asked()).isEqualTo(Map.of(0, 1, 1, 1));
        }
    }

    @Test
    void aWaitingRunOutlivesItsHost() throws Exception {
        try (var shop = asking(SIZE, COLOUR)) {
            RunView waiting;
            try (var first = node(shop)) {
                waiting = waiting(first);
            }
            try (var second = node(shop)) {
                assertThat(answer(second, waiting, "{\"size\": \"l\"}")).isEqualTo(new AnswerOutcome.Taken());
                waiting = second.runs.awaitPause(waiting.id());
                assertThat(waiting.inputs()).extracting(RunView.Input::message).containsExactly("Which size?", "Which colour?");
            }
            try (var third = node(shop)) {
                assertThat(answer(third, waiting, "{\"colour\": \"red\"}")).isEqualTo(new AnswerOutcome.Taken());

                assertThat(third.runs.await(waiting.id()).status()).isEqualTo(RunStatus.COMPLETED);
                assertThat(shop.requests("tools/call").getLast().at("/params/inputResponses").toString())
                        .contains("\"size\":\"l\"", "\"colour\":\"red\"");
            }
        }
    }

    @Test
    void aWaitingRunIsCancelledThroughAnotherNode() throws Exception {
        try (var shop = asking(SIZE); var first = node(shop); var second = node(shop)) {
            var waiting = waiting(first);

            assertThat(second.runs.cancel(Yard.BOB.name(), waiting.id())).isFalse();
            assertThat(second.runs.cancel(Yard.ADA.name(), waiting.id())).isTrue();

            var ended = first.runs.await(waiting.id());
            assertThat(ended.status()).isEqualTo(RunStatus.STOPPED);
            assertThat(ended.inputs()).extracting(RunView.Input::isOpen).containsExactly(false);
            assertThat(ended.steps().getFirst().calls()).extracting(RunView.Call::outcome).containsExactly("cancelled");
        }
    }

    @Test
    void aWaitingRunHoldsNoThreadAndNoPlace() throws Exception {
        try (var shop = asking(SIZE); var first = node(shop)) {
            var waiting = waiting(first);

            Patience.until(Duration.ofSeconds(10), () -> first.runs.running() == 0);
            assertThat(entries(first, waiting.id()).getLast()).isInstanceOf(Entry.Asked.class);
        }
    }

    private Node node(ScriptedMcp shop) {
        var abroad = new Abroad().server("shop", shop.endpoint(), new ServerAuthorization.None(), Questions.CALLER).release("shop", BOOK);
        return new Node(database, keys, provider.url(), abroad.toolServers(Map.of(), (_, _) -> Map.of()), "shop");
    }

    private static RunView waiting(Node node) throws InterruptedException {
        var started = (RunStart.Accepted) node.runs.start(Yard.ADA, Yard.ask("book"));
        var waiting = node.runs.awaitPause(started.run());
        assertThat(waiting.status()).isEqualTo(RunStatus.WAITING);
        return waiting;
    }

    private static AnswerOutcome answer(Node node, RunView waiting, String content) {
        var reply = new Reply.Accept((ObjectNode) JsonMapper.shared().readTree(content));
        return node.runs.answer(Yard.ADA.name(), waiting.id(), waiting.inputs().getLast().id(), reply);
    }

    private static List<Entry> entries(Node node, RunId id) {
        return Objects.requireNonNull(node.ledger.history().journal(id)).entries();
    }

    private static <T> Supplier<T> quietly(Callable<T> work) {
        return () -> {
            try {
                return work.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /// A server that asks all of these before it works.
    private static ScriptedMcp asking(String... questions) {
        return new ScriptedMcp().tool(BOOK).calls((request, _) -> {
            var told = request.at("/params/inputResponses");
            var asked = new StringBuilder();
            for (int i = 0; i < questions.length; i++) {
                asked.append(i == 0 ? "" : ",").append("\"q").append(i).append("\": {\"method\": \"elicitation/create\", \"params\": ")
                        .append(questions[i]).append('}');
            }
            return told.size() < questions.length
                    ? ScriptedMcp.result(request, "{\"resultType\": \"input_required\", \"inputRequests\": {" + asked + "}}")
                    : ScriptedMcp.text(request, told.toString());
        });
    }
}
