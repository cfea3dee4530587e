package signalbox.host.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.StopCode;
import signalbox.json.JsonResult;
import signalbox.policy.money.Usage;
import tools.jackson.databind.JsonNode;

/// Reads replies that are no answers, in the words of all wires.
public final class FailureReader {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final int LONGEST_REASON = 500;
    private static final Pattern CODE = Pattern.compile("[a-z0-9_.-]{1,64}");
    private static final List<String> TOO_LONG = List.of(
            "context_length_exceeded", "maximum context length", "prompt is too long", "exceed context limit",
            "input token count", "exceeds the available context size", "context window", "reduce the length of the messages");

    private FailureReader() {}

    /// What a reply means that is not a JSON object with status 200, or null for one that is.
    public static @Nullable Outcome of(ProviderReply reply) {
        int status = reply.status();
        if (status == 200) {
            return inside(reply);
        }
        if (status < 300) {
            return new Outcome.Nonsense("status " + status + " where 200 was due", Usage.NONE);
        }
        if (status < 400) {
            return new Outcome.Unavailable("status " + status + ": redirects are not followed", null);
        }
        String reason = "status " + status + ": " + reason(reply);
        if (isFiltered(reply)) {
            return new Outcome.Refused(reason, Usage.NONE);
        }
        String code = code(reply);
        return isOurs(reply)
                ? rejected(status, reason, code)
                : new Outcome.Unavailable(
                        reason, retryAfter(reply), status == 429 && !code.equals("insufficient_quota"), null);
    }

    /// A request that the provider calls wrong. That it is too long is said by each in words of its own.
    public static Outcome.Rejected rejected(int status, String reason, String code) {
        String said = reason.toLowerCase(Locale.ROOT);
        boolean tooLong = status == 413 || TOO_LONG.stream().anyMatch(said::contains);
        return new Outcome.Rejected(status, reason, tooLong ? StopCode.TOO_LONG : code);
    }

    private static @Nullable Outcome inside(ProviderReply reply) {
        JsonNode body = reply.body();
        if (body == null) {
            return new Outcome.Nonsense(unread(reply), isHalfOfOne(reply) ? null : Usage.NONE);
        }
        if (!body.isObject()) {
            return new Outcome.Nonsense("an answer that is not a JSON object: " + reply.quoted(), Usage.NONE);
        }
        return body.hasNonNull("error") ? unavailable(reply) : null;
    }

    private static String unread(ProviderReply reply) {
        if (reply.json() instanceof JsonResult.Invalid(var reason, _, _, _) && reason == JsonResult.Reason.BEYOND_BOUNDS) {
            return "an answer beyond the bounds of JSON, which are 200 levels, " + WireJson.MOST_VALUES
                    + " values, and numbers of 1000 digits: " + reply.quoted();
        }
        return reply.text().isBlank() ? "an empty answer" : "an answer that is not JSON: " + reply.quoted();
    }

    /// A page is no model's work; an object that breaks off may be.
    private static boolean isHalfOfOne(ProviderReply reply) {
        return reply.text().stripLeading().startsWith("{");
    }

    private static Outcome unavailable(ProviderReply reply) {
        String code = code(reply);
        return new Outcome.Unavailable(
                "status 200 with an error in it: " + reason(reply), retryAfter(reply),
                code.equals("429") || code.equals("rate_limit_exceeded"), null);
    }

    /// `error.code` as a word, or an empty text.
    private static String code(ProviderReply reply) {
        String code = reply.body() == null ? "" : reply.body().path("error").path("code").asString("");
        return CODE.matcher(code).matches() ? code : "";
    }

    /// Keys, credit and load can change without changing the request; everything else of 4xx is about the request.
    private static boolean isOurs(ProviderReply reply) {
        return switch (reply.status()) {
            case 401, 402, 403, 408, 409, 425, 429 -> false;
            default -> reply.status() < 500 && !reply.text().contains("API_KEY_INVALID");
        };
    }

    private static boolean isFiltered(ProviderReply reply) {
        String code = reply.body() == null ? "" : reply.body().path("error").path("code").asString("");
        return reply.status() < 500 && (code.equals("content_filter") || code.equals("content_policy_violation"));
    }

    /// The provider's own words, at most 500 characters.
    private static String reason(ProviderReply reply) {
        JsonNode body = reply.body();
        String text = "";
        if (body != null) {
            JsonNode root = body.isArray() && !body.isEmpty() ? body.get(0) : body;
            for (String pointer : new String[] {"/error/message", "/error", "/message", "/detail"}) {
                JsonNode found = root.at(pointer);
                if (text.isEmpty() && found.isString()) {
                    text = found.stringValue().strip();
                }
            }
        }
        text = text.isEmpty() ? reply.quoted() : text;
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "...";
    }

    /// When to come back, at most ten minutes from now; null where nothing sensible is said.
    static @Nullable Duration retryAfter(ProviderReply reply) {
        String milliseconds = reply.headers().get("retry-after-ms");
        String header = reply.headers().get("retry-after");
        Duration wait = milliseconds == null ? null : parsed(milliseconds, 0.001);
        if (wait == null && header != null) {
            wait = parsed(header, 1);
            wait = wait == null ? untilDate(header, reply.headers().get("date")) : wait;
        }
        return wait == null ? inBody(reply) : wait;
    }

    private static @Nullable Duration parsed(String number, double seconds) {
        try {
            double value = Double.parseDouble(number.strip()) * seconds;
            if (!(value >= 0)) {
                return null;
            }
            return value >= LONGEST_WAIT.toSeconds() ? LONGEST_WAIT : Duration.ofMillis(Math.round(value * 1_000));
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /// An HTTP date counts from the `Date` of the same reply, so that no clock of ours takes part.
    private static @Nullable Duration untilDate(String until, @Nullable String now) {
        if (now == null) {
            return null;
        }
        try {
            Duration wait = Duration.between(date(now), date(until));
            return wait.isNegative() ? null : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    private static Instant date(String text) {
        return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    /// Gemini's `RetryInfo`: `"retryDelay": "34s"`.
    private static @Nullable Duration inBody(ProviderReply reply) {
        if (reply.body() == null) {
            return null;
        }
        for (JsonNode detail : reply.body().path("error").path("details")) {
            String delay = detail.path("retryDelay").asString("");
            if (delay.endsWith("s")) {
                return parsed(delay.substring(0, delay.length() - 1), 1);
            }
        }
        return null;
    }
}
