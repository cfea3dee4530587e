package signalbox.policy.permission;

import java.util.List;
import java.util.Objects;
import signalbox.policy.condition.Condition;
import signalbox.policy.condition.Verdict;
import signalbox.policy.grant.Grant;
import signalbox.policy.grant.Match;
import tools.jackson.databind.JsonNode;

/// An entry under `may` that did not allow, and why: for administrators. Values of arguments are never repeated.
sealed interface NearMiss {
    int MOST = 5;

    /// Of a condition's text: its place is beside it.
    int LONGEST = 200;

    String ARGS = "args.";

    Grant entry();

    /// Why, as the second half of a sentence.
    String why();

    /// `where` is about calls that do something else.
    record OtherEffect(Grant entry) implements NearMiss {
        @Override
        public String why() {
            return "its 'where' is about other calls";
        }
    }

    record Misfit(Grant entry, JsonNode arguments) implements NearMiss {
        @Override
        public String why() {
            for (var constrained : entry.args().entrySet()) {
                var value = constrained.getKey().in(arguments);
                if (value == null) {
                    return "'" + constrained.getKey() + "' is missing";
                }
                if (constrained.getValue().test(value) != Match.YES) {
                    return "'" + constrained.getKey() + "' does not fit";
                }
            }
            throw new IllegalStateException(entry.rule() + " fits");
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
            var text = condition().toString().replaceAll("\\s+", " ");
            return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
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
