package signalbox.policy.routing;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.json.JsonPointers;
import signalbox.policy.routing.Failures.Then;
import signalbox.policy.routing.RoutingFile.Target;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.JsonNode;

/// Reads `failures`.
final class FailuresReader {
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,3})%");
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})(ms|s|m)");

    private final YamlSource source;
    private final TargetReader targets;
    private final List<Problem> problems;
    private final Map<FailureKind, Target> instead = new EnumMap<>(FailureKind.class);

    FailuresReader(YamlSource source, TargetReader targets, List<Problem> problems) {
        this.source = source;
        this.targets = targets;
        this.problems = problems;
    }

    /// The models of each failure that `use` sends elsewhere.
    Map<FailureKind, Target> instead() {
        return instead;
    }

    Failures read() {
        return new Failures(
                then(FailureKind.UNAVAILABLE),
                then(FailureKind.SLOW),
                duration(source.tree().path("failures").path("slow").path("after").asString("")),
                then(FailureKind.REFUSED),
                then(FailureKind.UNFIT),
                then(FailureKind.SWAPPED),
                then(FailureKind.OVER_BUDGET),
                breaker(source.tree().path("failures").path("breaker")));
    }

    private static @Nullable Breaker breaker(JsonNode node) {
        if (node.isString()) {
            return null;
        }
        var usual = Breaker.UNWRITTEN;
        var share = SHARE.matcher(node.path("share").asString(""));
        var pause = duration(node.path("pause").asString(""));
        return new Breaker(
                share.matches() ? Integer.parseInt(share.group(1)) : usual.share(),
                node.path("of").asInt(usual.of()),
                pause == null ? usual.pause() : pause);
    }

    private Then then(FailureKind failure) {
        var pointer = JsonPointers.child("/failures", failure.word());
        var node = source.tree().path("failures").path(failure.word());
        if (node.isString()) {
            return word(pointer, node.stringValue(), failure);
        }
        return node.has("use") ? use(JsonPointers.child(pointer, "use"), node.path("use"), failure) : unwritten(failure);
    }

    private Then word(String pointer, String word, FailureKind failure) {
        var known = known(word);
        if (known == null) {
            problems.add(source.error(
                    pointer, "'" + failure.word() + "' must be next, stop or {use: ...}, not '" + word + "'",
                    "to name a group or a model write {use: " + word + "}"));
        }
        return known == null ? unwritten(failure) : known;
    }

    private Then use(String pointer, JsonNode node, FailureKind failure) {
        var known = known(node.asString(""));
        if (known != null) {
            return known;
        }
        var target = targets.target(pointer, node);
        if (target == null) {
            return unwritten(failure);
        }
        instead.put(failure, target);
        return new Failures.Use(target.text(), target.names());
    }

    private static @Nullable Then known(String word) {
        return switch (word) {
            case "next" -> new Failures.Next();
            case "stop" -> new Failures.Stop();
            default -> null;
        };
    }

    private static Then unwritten(FailureKind failure) {
        return Failures.UNWRITTEN.on(failure);
    }

    /// Null where it is not written, or not as one.
    static @Nullable Duration duration(String text) {
        var match = DURATION.matcher(text);
        if (!match.matches()) {
            return null;
        }
        long amount = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
