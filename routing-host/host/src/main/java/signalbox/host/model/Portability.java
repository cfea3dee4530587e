package signalbox.host.model;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.wire.gemini.Gemini;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.catalogue.Wire;

/// What would be lost by sending a request to a model: of its transcript, and of what is asked of the answer. Reasoning of other
/// models is no loss: no model reads another's.
public record Portability(ModelName target, List<Loss> losses) {
    /// How many losses a text names; it counts the others.
    private static final int NAMED = 3;

    public Portability {
        losses = List.copyOf(losses);
    }

    public sealed interface Loss {
        String words();
    }

    /// @param turn the turn's place in the transcript, from 0
    /// @param what such as `an image in a tool result`
    public record LostPart(int turn, String what) implements Loss {
        @Override
        public String words() {
            return what + " (turn " + turn + ")";
        }
    }

    /// @param parameter its name in a request
    /// @param why what of it the model has no place for
    public record LostParameter(String parameter, String why) implements Loss {
        @Override
        public String words() {
            return "'" + parameter + "' (" + why + ")";
        }
    }

    public static Portability of(ImageTurns images, SamplingOptions options, ModelEntry target) {
        List<Loss> losses = new ArrayList<>(LostParameters.of(options, target));
        for (ImageTurns.ImageTurn image : images.turns()) {
            boolean shown = switch (image.holder()) {
                case USER -> takesImages(target);
                case ASSISTANT -> takesAssistantImages(target);
                case TOOL_RESULT -> takesResultImages(target);
            };
            if (!shown) {
                losses.add(new LostPart(image.turn(), image.holder().words()));
            }
        }
        return new Portability(target.name(), losses);
    }

    public boolean isWhole() {
        return losses.isEmpty();
    }

    /// The first parameter that would be lost, or null.
    public @Nullable String parameter() {
        for (Loss loss : losses) {
            if (loss instanceof LostParameter(var parameter, var _)) {
                return parameter;
            }
        }
        return null;
    }

    /// For the router, or null where nothing is lost: `would lose an image in a tool result (turn 3)`.
    public @Nullable String obstacle() {
        if (losses.isEmpty()) {
            return null;
        }
        int others = losses.size() - NAMED;
        StringJoiner texts = new StringJoiner(", ", "would lose ", others > 0 ? " and " + others + " more" : "");
        losses.stream().limit(NAMED).forEach(loss -> texts.add(loss.words()));
        return texts.toString();
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
                    case ANTHROPIC_MESSAGES, OPENAI_RESPONSES -> true;
                    case GEMINI -> !Gemini.isBeforeThree(target);
                    case OPENAI_CHAT, SPRING_AI, OFFLINE -> false;
                };
    }
}
