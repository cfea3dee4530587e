package signalbox.host.portability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import signalbox.host.fake.Said;
import signalbox.host.model.AnsweringModel;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.ChatSupport;
import signalbox.policy.catalogue.Wire;
import signalbox.policy.money.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Money and limits, and what has changed since autumn 2026.
final class LimitChecks {
    private LimitChecks() {}

    static final List<Check> ALL = List.of(
            new Check(29, "what was sent before is sent again byte for byte", LimitChecks::prefix),
            new Check(30, "tokens are counted in one convention", LimitChecks::usage),
            new Check(32, "no handle of a provider's state", LimitChecks::handles),
            new Check(33, "twins of one model keep what is their own apart", LimitChecks::twins),
            new Check(34, "tools where the wire carries them", LimitChecks::toolsOnTheirWire),
            new Check(35, "the API version whose parameters are known", LimitChecks::version),
            new Check(36, "the model that answered is the one that was asked", LimitChecks::swapped));

    private static Cell prefix(Handoff handoff) {
        var transcript = handoff.begun(Handoff.TOOLS, Handoff.call(1), Said.text("Found."));
        var before = handoff.request(Handoff.prompt(transcript, Handoff.TOOLS));
        var prompt = Handoff.prompt(transcript, Handoff.TOOLS);
        transcript.add(handoff.answered(prompt, Said.text("Then so.")));
        transcript.add(Handoff.user("Thanks."));
        var after = handoff.request(Handoff.prompt(transcript, Handoff.TOOLS));

        var list = list(before);
        var sent = elements(before.path(list));
        assertThat(elements(after.path(list))).startsWith(sent.toArray(String[]::new));
        assertThat(without(after, list)).isEqualTo(without(before, list));
        return Cell.GREEN;
    }

    private static String list(ObjectNode request) {
        return List.of("messages", "input", "contents").stream().filter(request::has).findFirst().orElseThrow();
    }

    private static List<String> elements(JsonNode list) {
        return list.valueStream().map(WireJson::write).toList();
    }

    private static String without(ObjectNode request, String list) {
        return WireJson.write(request.deepCopy().without(List.of(list)));
    }

    private static Cell usage(Handoff handoff) {
        var prompt = Handoff.prompt(handoff.begun(Handoff.TOOLS, Handoff.call(1)), Handoff.TOOLS);
        assertThat(handoff.read(prompt, handoff.to().body(Said.text("So.")))).isInstanceOfSatisfying(Outcome.Answered.class, answered ->
                assertThat(answered.usage()).isEqualTo(new Usage(100, 40, 0, 10)));
        return Cell.GREEN;
    }

    private static Cell handles(Handoff handoff) {
        var request = handoff.request(Handoff.prompt(handoff.begun(Handoff.TOOLS, Handoff.call(1)), Handoff.TOOLS));
        assertThat(request.propertyNames()).doesNotContain("previous_response_id", "conversation", "container", "cachedContent");
        assertThat(request.path("store").asBoolean(false)).isFalse();
        return Cell.GREEN;
    }

    private static Cell twins(Handoff handoff) {
        boolean twins = handoff.from().wire() == Wire.GEMINI && handoff.to().wire() == Wire.GEMINI
                && !handoff.from().profile().equals(handoff.to().profile());
        if (!twins) {
            return new Cell.NotApplicable("not one model at two providers");
        }
        var request = handoff.request(Handoff.prompt(handoff.begun(Handoff.TOOLS, Handoff.call(1)), Handoff.TOOLS));
        assertThat(WireJson.write(request)).doesNotContain("signed by " + handoff.from().profile());
        return Cell.GREEN;
    }

    private static Cell toolsOnTheirWire(Handoff handoff) {
        var entry = handoff.to().withModel("gpt-5.6-terra").entry();
        return switch (handoff.to().profile()) {
            case "openai" -> new Cell.Refused(Objects.requireNonNull(ChatSupport.of(entry.provider(), entry.id()).refusal(true, "")));
            case "openai-responses" -> {
                assertThat(ChatSupport.of(entry.provider(), entry.id()).refusal(true, "")).isNull();
                new Handoff(handoff.from(), handoff.to().withModel("gpt-5.6-terra"), handoff.streamed())
                        .request(Handoff.prompt(handoff.begun(Handoff.TOOLS, Handoff.call(1)), Handoff.TOOLS));
                yield Cell.GREEN;
            }
            default -> new Cell.NotApplicable("the target serves no OpenAI model");
        };
    }

    private static Cell version(Handoff handoff) {
        if (handoff.to().wire() != Wire.ANTHROPIC_MESSAGES) {
            return new Cell.NotApplicable("the target's API has no version that changes its parameters");
        }
        assertThat(handoff.to().codec().headers(handoff.to().entry(), null)).containsEntry("anthropic-version", "2023-06-01");
        return Cell.GREEN;
    }

    private static Cell swapped(Handoff handoff) {
        var asked = handoff.to().withModel("claude-opus-4-6");
        var prompt = Handoff.prompt(handoff.begun(Handoff.TOOLS, Handoff.call(1)), Handoff.TOOLS);
        assertThat(served(asked, "claude-opus-4-6-20260203", prompt, handoff.streamed())).isInstanceOf(Outcome.Answered.class);
        assertThat(served(asked, "claude-haiku-4-5", prompt, handoff.streamed())).isInstanceOf(Outcome.Swapped.class);
        return Cell.GREEN;
    }

    private static Outcome served(Party asked, String model, Prompt prompt, boolean streamed) {
        var body = asked.body(Said.text("So.")).put(asked.wire() == Wire.GEMINI ? "modelVersion" : "model", model);
        return AnsweringModel.named(
                asked.read(prompt, body, streamed), asked.codec().served(body), asked.codec().besides(body), asked.entry());
    }
}
