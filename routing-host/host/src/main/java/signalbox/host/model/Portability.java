package signalbox.host.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.Part;
import signalbox.host.turn.Turn;
import signalbox.host.wire.PartText;
import signalbox.host.wire.gemini.Gemini;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.catalogue.Wire;

/// What would be lost by sending a transcript to a model. Reasoning of other models is no loss: no model reads another's.
public record Portability(ModelName target, List<Loss> losses) {
    public Portability {
        losses = List.copyOf(losses);
    }

    /// @param turn the turn's place in the transcript, from 0
    /// @param what such as `an image in a tool result`
    public record Loss(int turn, String what) {
        @Override
        public String toString() {
            return what + " (turn " + turn + ")";
        }
    }

    public static Portability of(List<Turn> transcript, ModelEntry target) {
        List<Loss> losses = new ArrayList<>();
        for (int i = 0; i < transcript.size(); i++) {
            String what = switch (transcript.get(i)) {
                case Turn.Instructions _ -> null;
                case Turn.User user -> hasImage(user.parts()) && !takesImages(target) ? "an image of the user" : null;
                case Turn.Assistant said ->
                    hasImage(said.parts()) && !takesAssistantImages(target) ? "an image of the assistant" : null;
                case Turn.ToolResult result ->
                    hasImage(result.parts()) && !takesResultImages(target) ? "an image in a tool result" : null;
            };
            if (what != null) {
                losses.add(new Loss(i, what));
            }
        }
        return new Portability(target.name(), losses);
    }

    public boolean isWhole() {
        return losses.isEmpty();
    }

    /// For the router, or null where nothing is lost: `would lose an image in a tool result (turn 3)`.
    public @Nullable String obstacle() {
        if (losses.isEmpty()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        losses.forEach(loss -> texts.add(loss.toString()));
        return "would lose " + String.join(", ", texts);
    }

    private static boolean hasImage(List<Part> parts) {
        return !PartText.images(parts).isEmpty();
    }

    private static boolean takesImages(ModelEntry target) {
        Wire wire = target.provider().wire();
        return target.can().contains("images") && wire != Wire.OFFLINE && wire != Wire.SPRING_AI;
    }

    private static boolean takesAssistantImages(ModelEntry target) {
        return takesImages(target) && target.provider().wire() == Wire.GEMINI;
    }

    private static boolean takesResultImages(ModelEntry target) {
        return takesImages(target)
                && switch (target.provider().wire()) {
                    case ANTHROPIC_MESSAGES -> true;
                    case GEMINI -> !Gemini.isBeforeThree(target);
                    case OPENAI_CHAT, SPRING_AI, OFFLINE -> false;
                };
    }
}
