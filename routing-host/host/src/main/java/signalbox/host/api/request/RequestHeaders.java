package signalbox.host.api.request;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.host.api.error.ApiRefusal;
import signalbox.host.ledger.RunHeader;
import signalbox.host.run.RunRequest;
import signalbox.http.server.RequestHead;
import signalbox.policy.money.Cost;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a caller asks for beside the conversation: the `X-Signalbox-*` headers, which fields of the body may replace.
public record RequestHeaders(
        String task, SortedSet<String> labels, String session, @Nullable Cost budget, @Nullable Duration deadline) {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s|m)");
    private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9-]{0,60}");
    private static final int LONGEST = 200;

    public static RequestHeaders of(RequestHead head) {
        var budget = head.header("X-Signalbox-Budget");
        var deadline = head.header("X-Signalbox-Deadline");
        return new RequestHeaders(
                shortText("X-Signalbox-Task", first(head, "X-Signalbox-Task")),
                labels("X-Signalbox-Labels", split(first(head, "X-Signalbox-Labels"))),
                shortText("X-Signalbox-Session", first(head, "X-Signalbox-Session")),
                budget == null ? null : budget("X-Signalbox-Budget", budget),
                deadline == null ? null : duration("X-Signalbox-Deadline", deadline));
    }

    public RequestHeaders overridden(Fields fields) {
        var money = fields.number("budget");
        var labelled = new TreeSet<>(labels);
        labelled.addAll(labels("labels", fields.texts("labels")));
        return new RequestHeaders(
                shortText("task", fields.text("task", task)),
                labelled,
                shortText("session", fields.text("session", session)),
                money == null ? budget : budget("budget", money),
                fields.has("deadline") ? duration("deadline", fields.text("deadline", "")) : deadline);
    }

    /// @param kind `step.kind` as the caller names it, or empty
    public RunHeader.About about(String kind, SortedMap<String, String> metadata) {
        return new RunHeader.About(task, shortText("kind", kind), session, labels, metadata);
    }

    /// Only what was said, so that two requests that say the same are equal however they write it.
    ObjectNode json() {
        var said = JsonNodeFactory.instance.objectNode();
        if (!task.isEmpty()) {
            said.put("task", task);
        }
        if (!labels.isEmpty()) {
            said.put("labels", String.join(",", labels));
        }
        if (!session.isEmpty()) {
            said.put("session", session);
        }
        if (budget != null) {
            said.put("budget", budget.toString());
        }
        if (deadline != null) {
            said.put("deadline", deadline.toString());
        }
        return said;
    }

    public RunRequest.Limits limits() {
        return new RunRequest.Limits(budget, deadline);
    }

    private static Duration duration(String param, String text) {
        var match = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!match.matches() || Long.parseLong(match.group(1)) == 0) {
            throw ApiRefusal.invalid(param, "'" + param + "' must be a duration such as 60s, 2m or 1500ms");
        }
        long amount = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private static Cost budget(String param, String usd) {
        try {
            return budget(param, new BigDecimal(usd));
        } catch (NumberFormatException _) {
            throw notMoney(param);
        }
    }

    /// The digits are counted before they are written out: `1e999999999` has more than there is memory.
    private static Cost budget(String param, BigDecimal usd) {
        var amount = usd.stripTrailingZeros();
        if (amount.signum() < 0 || amount.scale() > 9 || amount.precision() - (long) amount.scale() > 9) {
            throw notMoney(param);
        }
        return Cost.parse(amount.toPlainString());
    }

    private static ApiRefusal notMoney(String param) {
        return ApiRefusal.invalid(
                param, "'" + param + "' must be USD, 0 or more and below 1000000000, with at most 9 decimals, such as 0.50");
    }

    private static SortedSet<String> labels(String param, SortedSet<String> labels) {
        for (var label : labels) {
            if (!LABEL.matcher(label).matches()) {
                throw ApiRefusal.invalid(param, "'" + param + "': a label is lower-case letters, digits and '-', such as pii");
            }
        }
        return labels;
    }

    private static String shortText(String param, String text) {
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw ApiRefusal.invalid(param, "'" + param + "' must be one line of at most " + LONGEST + " characters");
        }
        return text;
    }

    static SortedSet<String> split(String list) {
        var parts = new TreeSet<String>();
        for (var part : list.split(",", -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    private static String first(RequestHead head, String name) {
        var value = head.header(name);
        return value == null ? "" : value;
    }
}
