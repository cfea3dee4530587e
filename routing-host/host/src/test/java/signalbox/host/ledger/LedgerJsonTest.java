package signalbox.host.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import signalbox.descriptor.ServerName;
import signalbox.host.turn.AnswerFormat;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Parameter;
import signalbox.host.turn.Part;
import signalbox.host.turn.ProviderState;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.identity.Credential;
import signalbox.identity.Principal;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.money.Cost;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.policy.routing.FailureKind;
import signalbox.policy.routing.RouteDecision;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Law: what is written down is read as it was.
class LedgerJsonTest {
    private static final ObjectNode OBJECT = JsonNodeFactory.instance.objectNode().put("size", 1).put("text", "a\0\"\uD83D\uDE80");

    @Test
    void everyEntryIsReadAsItWasWritten() {
        for (var entry : entries()) {
            assertThat(LedgerJson.read(LedgerJson.write(entry), Entry.class)).isEqualTo(entry);
        }
    }

    @Test
    void noKindOfEntryIsForgottenHere() {
        assertThat(entries().stream().map(Object::getClass).collect(Collectors.toSet())).isEqualTo(
                Stream.of(Entry.class, Entry.Confidential.class).flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                        .filter(type -> !type.isInterface()).collect(Collectors.toSet()));
    }

    @Test
    void aRowThatIsOlderThanAFieldIsReadWithoutIt() {
        var options = LedgerJson.read("{\"outputTokens\":7,\"stop\":[],\"answerSchema\":{}}", SamplingOptions.class);
        var offer = LedgerJson.read("{\"name\":\"f\",\"description\":\"\",\"schema\":{}}", ToolOffer.class);
        var end = LedgerJson.read(
                "{\"entry\":\"Finished\",\"status\":\"COMPLETED\",\"reason\":\"\",\"finish\":\"stop\",\"output\":\"\",\"handedBack\":[]}",
                Entry.class);

        assertThat(options.withOutputTokens(7)).isEqualTo(SamplingOptions.NONE.withOutputTokens(7));
        assertThat(offer.strict()).isFalse();
        assertThat(end).isEqualTo(new Entry.Finished(RunStatus.COMPLETED, "", "stop", "", List.of()));
    }

    @Test
    void everyHeaderIsReadAsItWasWritten() {
        var plain = OpenRun.header("agent:ada", RunHeader.Origin.CHAT);
        var rich = new RunHeader(
                RunId.fresh(), RunHeader.Origin.RUN,
                new Principal(
                        PrincipalName.parse("person:ada"), Scopes.ALL,
                        new Credential.AccessToken("id", "https://issuer.example", Instant.parse("2026-01-02T03:04:05.678901Z")),
                        PrincipalName.parse("host:main")),
                new RunHeader.Asked(
                        "north/large", new RunHeader.Tools.OfTheRule(), List.of(new ToolOffer("mine", "does", OBJECT)),
                        new ToolChoice.Named("mine"), new SamplingOptions(
                                7L, 0.25, null, List.of("stop"), new AnswerFormat("n", "d", true, OBJECT),
                                new TreeMap<>(Map.of(Parameter.SEED, IntNode.valueOf(1))))),
                new RunHeader.About(
                        "task", "kind", "session", new TreeSet<>(Set.of("a", "b")), new TreeMap<>(Map.of("k", "v\0"))),
                new RunHeader.Terms(new Cost(5), Instant.parse("2026-01-02T03:04:05Z"), true), "sha256:policy",
                Instant.parse("2026-01-02T03:04:05.123456789Z"));

        assertThat(LedgerJson.read(LedgerJson.write(plain), RunHeader.class)).isEqualTo(plain);
        assertThat(LedgerJson.read(LedgerJson.write(rich), RunHeader.class)).isEqualTo(rich);
    }

    private static List<Entry> entries() {
        var header = OpenRun.header("agent:ada", RunHeader.Origin.RUN);
        var attempt = OpenRun.attempt();
        var call = new ToolCall(CallIds.fresh(), "retail__get", new CallArguments.Parsed(OBJECT));
        var question = QuestionId.fresh();
        var retail = new ServerName("retail");
        var noRoute = new Entry.Routed(
                DecisionId.of(header.id(), 3), 3, "act", OpenRun.routed(header).facts(),
                new RouteDecision.NoRoute("sha256:policy", new RouteDecision.Considered(List.of(), List.of(), List.of())), new TreeMap<>());
        return List.of(
                OpenRun.routed(header), noRoute, attempt, OpenRun.settled(attempt),
                new Entry.Withheld(0, Entry.Purpose.EMBEDDINGS, attempt.model(), FailureKind.OVER_BUDGET, "too little"),
                new Entry.TurnAdded(OpenRun.SAID),
                new Entry.TurnAdded(new Turn.Instructions("be brief")),
                new Entry.TurnAdded(new Turn.Assistant(
                        List.of(new Part.Text("hm"), new Part.Image("image/png", "AAAA")),
                        List.of(call, new ToolCall(CallIds.fresh(), "x", new CallArguments.Malformed("{", "ends"))),
                        List.of(new ProviderState(new ModelName("north/large"), OBJECT)))),
                new Entry.TurnAdded(new Turn.ToolResult(
                        call.id(), List.of(new Part.Text("r")), OBJECT, true, new TreeSet<>(Set.of("reads-private")))),
                new Entry.TurnAdded(new Turn.ToolResult(call.id(), List.of(new Part.Text("plain")), null, false, new TreeSet<>())),
                new Entry.Replied(question, OBJECT), new Entry.Gone(true),
                new Entry.CallDispatched(call.id(), 0, 0, "retail.get", "1.0.0", "sha256:d", call.arguments()),
                OpenRun.settled(call.id(), "dec_x"),
                new Entry.Asked(question, call.id(), retail, RunView.Input.Kind.FORM, "Which?", OBJECT, null),
                new Entry.Asked(
                        question, null, retail, RunView.Input.Kind.VISIT, "Go", null, URI.create("https://retail.example/a?b=c")),
                new Entry.Declined(new Entry.Asked(question, null, retail, RunView.Input.Kind.FORM, "Which?", OBJECT, null)),
                new Entry.Answered(question, new RunView.Input.Settled(RunView.Input.Action.ACCEPT, RunView.Input.By.CALLER)),
                new Entry.TakenUp("sha256:other"),
                new Entry.Finished(RunStatus.STOPPED, "why", "tool_calls", "out", List.of(call)));
    }
}
