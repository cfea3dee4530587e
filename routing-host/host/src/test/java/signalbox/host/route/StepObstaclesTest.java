package signalbox.host.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.host.model.Models;
import signalbox.host.model.Transport;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Parameter;
import signalbox.host.turn.Part;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.host.wire.ProviderKeys;
import signalbox.identity.Credential;
import signalbox.identity.Principal;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.policy.routing.RouteDecision;
import signalbox.policy.routing.Routing;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/// Guards the bug that an image in a tool's result was dropped in silence: both models "can images", and one wire of the
/// two has no place for an image in a result.
class StepObstaclesTest {
    private static final Principal ADA =
            new Principal(PrincipalName.parse("agent:ada"), Scopes.ALL, new Credential.AgentToken("tok"), null);
    private static final ModelName CHAT = new ModelName("openai/large");
    private static final ModelName MESSAGES = new ModelName("anthropic/large");
    private static final String LOSS = "would lose an image in a tool result (turn 2)";
    private static final String CATALOGUE = """
            providers:
              openai: {wire: openai-chat, url: 'http://127.0.0.1:1', key: '${env:KEY}'}
              anthropic: {wire: anthropic-messages, url: 'http://127.0.0.1:1', key: '${env:KEY}'}
            models:
              openai/large: {can: [tools, images], price: {input: 0, output: 0}}
              anthropic/large: {can: [tools, images], price: {input: 0, output: 0}}
            """;

    @Test
    void aModelThatWouldLoseAnImageOfAResultIsDroppedAndSaysWhatItWouldLose() {
        var decision = route("forbid", result(image()));

        assertThat(decision.candidates()).extracting(RouteDecision.Candidate::model).containsExactly(MESSAGES);
        assertThat(decision.dropped()).singleElement().satisfies(drop -> {
            assertThat(drop.model()).isEqualTo(CHAT);
            assertThat(drop.by()).isEqualTo("obstacle");
            assertThat(drop.reason()).isEqualTo("it " + LOSS);
        });
    }

    @Test
    void forbidIsWhatAPolicySaysThatSaysNothing() {
        assertThat(route("", result(image())).dropped()).extracting(RouteDecision.Dropped::model).containsExactly(CHAT);
    }

    @Test
    void whereItNeedsAnApprovalTheModelIsDroppedWithThatReason() {
        assertThat(route("ask", result(image())).dropped()).singleElement().satisfies(drop -> assertThat(drop.reason())
                .isEqualTo("it " + LOSS + ", which needs an approval, and none can be given here"));
    }

    @Test
    void whereTheLossIsAllowedTheModelStaysAndTheDecisionSaysWhatIsLost() {
        var decision = route("allow", result(image()));

        assertThat(decision.dropped()).isEmpty();
        assertThat(decision.candidates()).extracting(RouteDecision.Candidate::model).containsExactly(CHAT, MESSAGES);
        assertThat(decision.candidates()).extracting(RouteDecision.Candidate::loss).containsExactly(LOSS, "");
    }

    @Test
    void aTextOrAnImageOfTheUserIsNoLossOnEitherWire() {
        assertThat(route("forbid", result(new Part.Text("a map"))).dropped()).isEmpty();
        assertThat(route("forbid", new Turn.User(List.of(image()))).dropped()).isEmpty();
    }

    @Test
    void manyLossesAreCounted() {
        var turns = List.of(result(image()), result(image()), result(image()), result(image()), result(image()));

        assertThat(route("forbid", turns.toArray(Turn[]::new)).dropped()).singleElement().satisfies(drop ->
                assertThat(drop.reason()).startsWith("it " + LOSS).endsWith("(turn 4) and 2 more"));
    }

    /// OpenAI's newer models take function tools on the Responses API: found before the request, not by its refusal.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "gpt-5.6-terra | f | | it takes tools on openai-responses, and on openai-chat only with 'reasoning_effort' none",
        "gpt-5.6-terra | f | low | it takes tools on openai-responses, and on openai-chat only with 'reasoning_effort' none",
        "gpt-5.6-terra | f | none | ",
        "gpt-5.6-terra | | low | ",
        "gpt-5.5 | f | low | it takes tools beside a 'reasoning_effort' on openai-responses only",
        "gpt-5.5 | f | | ",
        "gpt-5-codex | | | it is served on openai-responses only"
    })
    void aModelWhoseToolsTheWireDoesNotCarryIsNoCandidateForAStepWithTools(
            String id, @Nullable String tool, @Nullable String effort, @Nullable String reason) {
        var parameters = new TreeMap<Parameter, JsonNode>();
        if (effort != null) {
            parameters.put(Parameter.REASONING_EFFORT, StringNode.valueOf(effort));
        }
        var offers = tool == null ? List.<ToolOffer>of() : List.of(new ToolOffer(tool, "", JsonNodeFactory.instance.objectNode()));
        var asked = new StepContext.Content(
                List.of(new Turn.User(List.of(new Part.Text("Hello.")))), 100, List.of(), offers,
                new SamplingOptions(null, null, null, List.of(), null, parameters));

        var decision = route(CATALOGUE.replace("openai/large: {", "openai/large: {id: " + id + ", "), "", context(asked));

        assertThat(decision.dropped()).filteredOn(drop -> drop.model().equals(CHAT))
                .extracting(RouteDecision.Dropped::reason).isEqualTo(reason == null ? List.of() : List.of(reason));
    }

    private static RouteDecision.Routed route(String lossy, Turn... last) {
        return route(CATALOGUE, lossy, context(last));
    }

    private static RouteDecision.Routed route(String models, String lossy, StepContext now) {
        var catalogue = sound(ModelCatalogue.read(yaml("models.yaml", models)));
        var routing = sound(Routing.read(yaml("routing.yaml", """
                policy: images
                groups: {all: [openai/large, anthropic/large]}
                rules: [{name: default, use: all}]
                """ + (lossy.isEmpty() ? "" : "switching: {lossy: " + lossy + "}\n")), catalogue));
        var facts = FactReader.of(now);
        try (var transport = new Transport()) {
            var connected = Models.of(catalogue, ProviderKeys.of(Map.of("KEY", "k")), transport, Map.of());
            var obstacles = new StepObstacles(
                    new FrozenPolicy(routing, catalogue, connected), (_, _, _) -> true, new AskedModel.Auto(), now, facts);
            return (RouteDecision.Routed) routing.route(facts, obstacles);
        }
    }

    private static StepContext context(Turn... last) {
        var transcript = new ArrayList<Turn>();
        transcript.add(new Turn.User(List.of(new Part.Text("Show me the map."))));
        transcript.add(new Turn.User(List.of(new Part.Text("Please."))));
        transcript.addAll(List.of(last));
        return context(new StepContext.Content(transcript, 100, List.of(), List.of(), SamplingOptions.NONE));
    }

    private static StepContext context(StepContext.Content content) {
        return new StepContext(
                ADA, 1,
                new StepContext.Job("", "", new TreeSet<>(), Map.of(), ""),
                content,
                new StepContext.Left(null, Duration.ofSeconds(30)),
                StepContext.Past.NONE);
    }

    private static Part image() {
        return new Part.Image("image/png", "aGk=");
    }

    private static Turn result(Part part) {
        return new Turn.ToolResult(CallIds.fresh(), List.of(part), null, false, new TreeSet<>());
    }

    private static YamlSource yaml(String name, String text) {
        return sound(YamlSource.parse(name, text));
    }

    private static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new IllegalStateException(Problem.rendered(problems));
        });
    }
}
