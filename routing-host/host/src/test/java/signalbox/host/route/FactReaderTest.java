package signalbox.host.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import signalbox.client.exchange.ServerTool;
import signalbox.descriptor.Effect;
import signalbox.descriptor.ToolId;
import signalbox.host.tool.HostTool;
import signalbox.host.tool.ToolOrigin;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Part;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.identity.Credential;
import signalbox.identity.Principal;
import signalbox.policy.fact.StepFacts;
import signalbox.policy.money.Cost;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import tools.jackson.databind.node.JsonNodeFactory;

class FactReaderTest {
    private static final Principal ADA = new Principal(PrincipalName.parse("agent:ada"), Scopes.ALL, new Credential.AgentToken("tok"), null);

    @Test
    void theFirstStepOfAQuestionIsAPlanAfterAUser() {
        var facts = FactReader.of(at(0, List.of(user("Where is order 7?"))));

        assertThat(facts.step().kind()).isEqualTo("plan");
        assertThat(facts.step().after()).isEqualTo("user");
        assertThat(facts.run().caller()).isEqualTo("agent:ada");
        assertThat(facts.run().budgetLeft()).isEqualTo(0.25);
        assertThat(facts.run().secondsLeft()).isEqualTo(30);
    }

    @Test
    void oneErrorAmongTheLastResultsMakesTheStepFollowAnError() {
        var good = FactReader.of(at(1, List.of(user("x"), result(false), result(false))));
        var bad = FactReader.of(at(1, List.of(user("x"), result(true), result(false))));
        var past = FactReader.of(at(1, List.of(result(true), user("x"))));

        assertThat(good.step().after()).isEqualTo("tool-result");
        assertThat(bad.step().after()).isEqualTo("tool-error");
        assertThat(past.step().after()).isEqualTo("user");
    }

    @Test
    void toolsOnOfferAreFactsAndCountAsTokens() {
        var facts = FactReader.of(at(1, List.of(user("x"))));

        assertThat(facts.step().kind()).isEqualTo("act");
        assertThat(facts.step().input().tools()).containsExactly(
                new StepFacts.Tool("retail.get", "1.0.0", "write", Set.of("reads-private")));
        assertThat(facts.step().input().wants()).containsExactly("tools");
        assertThat(facts.step().input().tokens()).isGreaterThan(100);
    }

    @Test
    void anImageAnywhereInTheConversationIsWanted() {
        var picture = new Turn.User(List.of(new Part.Image("image/png", "aGk=")));

        assertThat(FactReader.of(at(0, List.of(picture, user("x")))).step().input().wants()).contains("images");
    }

    @Test
    void complexityGrowsWithWhatIsAskedAndStaysWithinOne() {
        double small = Measures.complexity(List.of(user("Where is my order?")));
        double large = Measures.complexity(List.of(user(
                "Compare both plans and explain why the first is dearer; then also refactor ```x == y```. " + "Why? ".repeat(900))));

        assertThat(small).isBetween(0.0, 0.2);
        assertThat(large).isBetween(0.8, 1.0);
        assertThat(Measures.complexity(List.of(user("Where is my order?")))).isEqualTo(small);
    }

    @Test
    void aTaskIsCertainWhereTheCallerNamesIt() {
        assertThat(Measures.taskConfidence("classify")).isEqualTo(1);
        assertThat(Measures.taskConfidence("")).isZero();
    }

    @Test
    void aHugeTextIsEstimatedFromSomeOfIt() {
        assertThat(TokenEstimate.of("a".repeat(3_000_000))).isEqualTo(375_000);
        assertThat(TokenEstimate.of("hello world")).isEqualTo(2);
    }

    private static StepContext at(int index, List<Turn> transcript) {
        var offer = new ToolOffer("retail__get", "Gets.", JsonNodeFactory.instance.objectNode());
        var tool = new HostTool(
                ToolId.parse("retail.get@1.0.0"), offer, Effect.UNKNOWN, new TreeSet<>(Set.of("reads-private")), "",
                new ToolOrigin.Own(
                        URI.create("http://127.0.0.1/mcp"),
                        new ServerTool("get", JsonNodeFactory.instance.objectNode(), List.of())));
        return new StepContext(
                ADA, index,
                new StepContext.Job("", "", new TreeSet<>(), Map.of(), ""),
                new StepContext.Content(transcript, 100, List.of(tool), List.of(), SamplingOptions.NONE),
                new StepContext.Left(Cost.parse("0.25"), Duration.ofSeconds(30)),
                StepContext.Past.NONE);
    }

    private static Turn user(String text) {
        return new Turn.User(List.of(new Part.Text(text)));
    }

    private static Turn result(boolean error) {
        return new Turn.ToolResult(CallIds.fresh(), List.of(), null, error, new TreeSet<>());
    }
}
