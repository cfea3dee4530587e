package signalbox.host.route;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import signalbox.host.model.EmbeddingLimits;
import signalbox.host.model.ImageTurns;
import signalbox.host.model.Portability;
import signalbox.host.turn.Parameter;
import signalbox.host.turn.Specialty;
import signalbox.policy.catalogue.ChatSupport;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.fact.Facts;
import signalbox.policy.routing.Obstacles;
import signalbox.policy.routing.Switching;

/// What keeps a model from taking a step, outside the policy file: the caller's grants, a missing key, its window, what
/// it can do, and what it would lose of the conversation.
public final class StepObstacles implements Obstacles {
    /// The parameter at fault where no model is of the kind that the request needs.
    public static final String MODEL = "model";

    /// Tokens an answer needs at the least.
    private static final long SHORTEST_ANSWER = 64;

    private final FrozenPolicy policy;
    private final Grants grants;
    private final AskedModel asked;
    private final StepContext now;
    private final Facts facts;
    /// Found once for the step, not once for each candidate.
    private final ImageTurns images;

    /// @param facts of this step
    public StepObstacles(FrozenPolicy policy, Grants grants, AskedModel asked, StepContext now, Facts facts) {
        this.policy = policy;
        this.grants = grants;
        this.asked = asked;
        this.now = now;
        this.facts = facts;
        images = FactReader.hasImages(facts) ? ImageTurns.of(now.content().transcript()) : ImageTurns.NONE;
    }

    @Override
    public @Nullable String to(ModelName model) {
        var entry = policy.catalogue().models().get(model);
        if (entry == null) {
            return "'" + model + "' is not in models.yaml";
        }
        var found = new StringJoiner("; ");
        if (!grants.mayUse(now.caller(), asked.name(), model.value())) {
            found.add(now.caller().name() + " may not use it");
        }
        add(found, policy.models().obstacle(model));
        add(found, window(entry));
        add(found, lacking(entry));
        add(found, refused(entry));
        var lost = lostInput(entry);
        add(found, lost == null ? null : "it " + lost.why());
        add(found, forbidden(portability(entry)));
        return found.length() == 0 ? null : found.toString();
    }

    @Override
    public String loss(ModelName model) {
        var entry = policy.catalogue().models().get(model);
        var loss = entry == null ? null : portability(entry).obstacle();
        return loss == null ? "" : loss;
    }

    /// Whether the step does not fit the model's window, whatever else is in its way.
    public boolean isTooLongFor(ModelName model) {
        var entry = policy.catalogue().models().get(model);
        return entry != null && window(entry) != null;
    }

    /// The parameter that the model has no place for, or null; `model` where it is of another kind than the request.
    public @Nullable String lostParameter(ModelName model) {
        var entry = policy.catalogue().models().get(model);
        if (entry == null) {
            return null;
        }
        if (isOfAnotherKind(entry)) {
            return MODEL;
        }
        var lost = lostInput(entry);
        return lost == null ? portability(entry).parameter() : lost.parameter();
    }

    private boolean isOfAnotherKind(ModelEntry entry) {
        var specialty = now.content().specialty();
        return specialty == null ? !entry.chats() : !entry.can().contains(specialty.asked().ability());
    }

    /// What of a request that is no conversation the model has no place for. It is never left out: vectors of another length,
    /// or of something else, are of no use to anybody.
    private Portability.@Nullable LostParameter lostInput(ModelEntry entry) {
        var specialty = now.content().specialty();
        return specialty == null || !entry.can().contains(specialty.asked().ability())
                ? null
                : switch (specialty.asked()) {
                    case Specialty.Embeddings asked -> EmbeddingLimits.of(entry).lost(asked);
                };
    }

    private Portability portability(ModelEntry entry) {
        return Portability.of(images, now.content().options(), entry);
    }

    private @Nullable String window(ModelEntry entry) {
        var specialty = now.content().specialty();
        if (specialty != null) {
            return specialty.longest() <= entry.context()
                    ? null
                    : "the window is too small: about " + specialty.longest() + " tokens are in the longest input, and it holds "
                            + entry.context();
        }
        long tokens = facts.step().input().tokens();
        return tokens + SHORTEST_ANSWER <= entry.context()
                ? null
                : "the window is too small: about " + tokens + " tokens go in, and it holds " + entry.context();
    }

    /// Images are no matter of can and cannot alone: what is lost of them is asked of [Portability].
    private @Nullable String lacking(ModelEntry entry) {
        if (now.content().specialty() == null && isOfAnotherKind(entry)) {
            return "it makes embeddings and takes no chats";
        }
        List<String> lacking = facts.step().input().wants().stream()
                .filter(want -> !want.equals("images") && !entry.can().contains(want))
                .sorted()
                .toList();
        return lacking.isEmpty() ? null : "it cannot do what the step wants: " + String.join(", ", lacking);
    }

    /// What the model can and its wire does not carry.
    private @Nullable String refused(ModelEntry entry) {
        var effort = now.content().options().parameter(Parameter.REASONING_EFFORT);
        return ChatSupport.of(entry.provider(), entry.id()).refusal(
                facts.step().input().wants().contains("tools"), effort == null ? "" : effort.asString(""));
    }

    private @Nullable String forbidden(Portability portability) {
        if (portability.isWhole()) {
            return null;
        }
        return switch (policy.routing().switching()) {
            case Switching.FORBID -> "it " + portability.obstacle();
            case Switching.ASK -> "it " + portability.obstacle() + ", which needs an approval, and none can be given here";
            case Switching.ALLOW -> null;
        };
    }

    private static void add(StringJoiner found, @Nullable String obstacle) {
        if (obstacle != null) {
            found.add(obstacle);
        }
    }
}
