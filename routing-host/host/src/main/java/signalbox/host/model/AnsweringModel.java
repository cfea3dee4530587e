package signalbox.host.model;

import java.util.List;
import java.util.regex.Pattern;
import signalbox.host.turn.Outcome;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ServedModel;

/// Which model answered: whether it is the one that was asked.
public final class AnsweringModel {
    private static final Pattern NAME = Pattern.compile("[ -~]{1,200}");

    private AnsweringModel() {}

    /// What became of the attempt, with the name of the model that answered; another's answer is none.
    ///
    /// @param served as the provider names it, or empty
    /// @param besides what others did for it
    public static Outcome named(Outcome outcome, String served, List<Outcome.Share> besides, ModelEntry asked) {
        var name = NAME.matcher(served).matches() ? served : "";
        return switch (outcome) {
            case Outcome.Answered(var turn, var usage, var finish, var confidence, var _) -> {
                var named = new Outcome.Answered(turn, usage, finish, confidence, name);
                yield isOther(name, asked) ? new Outcome.Swapped(name, named, besides) : named;
            }
            case Outcome.Produced(var product, var usage, var _) -> {
                var named = new Outcome.Produced(product, usage, name);
                yield isOther(name, asked) ? new Outcome.Swapped(name, named, besides) : named;
            }
            case Outcome.Refused refused when isOther(name, asked) -> new Outcome.Swapped(name, refused, besides);
            case Outcome other -> other;
        };
    }

    static boolean isOther(String served, ModelEntry asked) {
        return !served.isEmpty() && ServedModel.of(served, asked.naming()) == ServedModel.OTHER;
    }
}
