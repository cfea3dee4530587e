package signalbox.app.log;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.RunView;
import signalbox.kit.audit.AuditedCall;

/// One line of the log.
///
/// Of two lines of one moment the one of the higher id comes first.
public sealed interface LogLine {
    Instant at();

    /// `call`, `resource`, `prompt` or `run`.
    String kind();

    String who();

    String what();

    /// How it ended, and by which rule.
    String outcome();

    /// What `explain` takes.
    String id();

    /// A call at our MCP servers, as their audit has it.
    record Audited(AuditedCall call) implements LogLine {
        private static final String PROMPT = "prompt ";

        @Override
        public Instant at() {
            return call.at();
        }

        @Override
        public String kind() {
            var name = call.about().name();
            return name.startsWith(PROMPT) ? "prompt" : name.contains("://") ? "resource" : "call";
        }

        @Override
        public String who() {
            return call.caller();
        }

        @Override
        public String what() {
            var name = call.about().name();
            return versioned(name.startsWith(PROMPT) ? name.substring(PROMPT.length()) : name, call.about().version());
        }

        @Override
        public String outcome() {
            var ruling = call.ruling();
            boolean noRule = ruling.rule().equals("default");
            return ruled(ruling.decision(), call.end().outcome(), ruling.rule() + (noRule ? "" : " at " + ruling.place()));
        }

        @Override
        public String id() {
            return call.id();
        }
    }

    /// A call of a third-party server's tool, on which the host decided. Its time is that of its run's start: the ledger
    /// keeps no other.
    record Hosted(RunView run, RunView.Call call) implements LogLine {
        @Override
        public Instant at() {
            return run.started();
        }

        @Override
        public String kind() {
            return "call";
        }

        @Override
        public String who() {
            return run.caller().toString();
        }

        @Override
        public String what() {
            return versioned(call.tool(), call.version());
        }

        @Override
        public String outcome() {
            return ruled(call.decision(), call.outcome(), call.rule());
        }

        @Override
        public String id() {
            return call.decisionId();
        }
    }

    record OfRun(RunView run) implements LogLine {
        @Override
        public Instant at() {
            return run.started();
        }

        @Override
        public String kind() {
            return "run";
        }

        @Override
        public String who() {
            return run.caller().toString();
        }

        @Override
        public String what() {
            var models = models();
            return run.askedModel() + (models.isEmpty() ? "" : " on " + String.join(", ", models));
        }

        @Override
        public String outcome() {
            var rules = rules();
            return run.status().word() + (rules.isEmpty() ? "" : " by " + String.join(", ", rules)) + "; " + run.cost() + " USD";
        }

        @Override
        public String id() {
            return run.id().toString();
        }

        /// Those that answered, in the order in which they first did.
        List<String> models() {
            return distinct(run.steps().stream().map(RunView.Step::model).toList());
        }

        /// The rules of `routing.yaml` that took its steps.
        List<String> rules() {
            return distinct(run.steps().stream().map(RunView.Step::rule).toList());
        }

        private static List<String> distinct(List<String> names) {
            var distinct = new LinkedHashSet<>(names);
            distinct.remove("");
            return List.copyOf(distinct);
        }
    }

    private static String versioned(String name, @Nullable String version) {
        return version == null || version.isEmpty() ? name : name + "@" + version;
    }

    /// The decision alone where the call ended as it says.
    private static String ruled(String decision, String outcome, String rule) {
        boolean said = decision.equals("allow") ? outcome.equals("ok") || outcome.equals("done") : outcome.equals("denied");
        return decision + " by " + rule + (said ? "" : ", then " + outcome);
    }
}
