package signalbox.policy.permission;

import java.util.List;
import java.util.Objects;
import signalbox.policy.condition.Condition;
import signalbox.policy.condition.Verdict;
import signalbox.policy.grant.Constraint;
import signalbox.policy.grant.Grant;
import signalbox.policy.grant.Match;
import tools.jackson.databind.JsonNode;

/// An entry under `may` that did not allow, and why: for administrators. Values of arguments are never repeated.
sealed interface NearMiss {
    int MOST = 5;

    String ARGS = "args.";

    Grant entry();

    /// Why, as the second half of a sentence.
    String why();

    /// `where` is about calls that do something else.
    record OtherEffect(Grant entry) implements NearMiss {
        @Override
        public String why() {
            return "its 'where' " + entry.where() + " is about other calls";
        }
    }

    record Misfit(Grant entry, JsonNode arguments) implements NearMiss {
        @Override
        public String why() {
            for (var constrained : entry.args().entrySet()) {
                var value = constrained.getKey().in(arguments);
                if (value == null) {
                    return "'" + constrained.getKey() + "' is missing, which must fit" + written(constrained.getValue());
                }
                if (constrained.getValue().test(value) != Match.YES) {
                    return "'" + constrained.getKey() + "' does not fit" + written(constrained.getValue());
                }
            }
            throw new IllegalStateException(entry.rule() + " fits");
        }

        private static String written(Constraint constraint) {
            return Grant.bounded(" " + constraint);
        }
    }

    /// @param verdict of its `when`
    record Unmet(Grant entry, Verdict verdict) implements NearMiss {
        @Override
        public String why() {
            return "its condition" + arguments()
                    + (verdict instanceof Verdict.Errs(var reason) ? " could not be decided, " + reason : " does not hold")
                    + ": " + shown();
        }

        /// Those that the condition reads.
        private String arguments() {
            var names = condition().names().stream()
                    .filter(name -> name.startsWith(ARGS))
                    .map(name -> "'" + name.substring(ARGS.length()) + "'")
                    .sorted()
                    .toList();
            return names.isEmpty() ? "" : " on " + String.join(", ", names);
        }

        private String shown() {
            return Grant.bounded(condition().toString().replaceAll("\\s+", " "));
        }

        private Condition condition() {
            return Objects.requireNonNull(entry.when());
        }
    }

    /// No arguments pass it without meeting a `never`.
    record Shut(Grant entry) implements NearMiss {
        @Override
        public String why() {
            return "a 'never' or the tool's schema leaves nothing of it";
        }
    }

    /// Every entry that was tried, with its file and line.
    static String said(List<? extends NearMiss> misses) {
        var text = new StringBuilder("no rule matched; tried ");
        for (int i = 0; i < Math.min(MOST, misses.size()); i++) {
            var miss = misses.get(i);
            var place = miss.entry().place();
            text.append(i == 0 ? "" : "; ").append(miss.entry().rule())
                    .append(" in ").append(place.file()).append(':').append(place.line())
                    .append(": ").append(miss.why());
        }
        if (misses.size() > MOST) {
            text.append("; and ").append(misses.size() - MOST).append(" more");
        }
        return text.toString();
    }
}
