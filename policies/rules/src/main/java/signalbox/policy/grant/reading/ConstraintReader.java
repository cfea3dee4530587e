package signalbox.policy.grant.reading;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.policy.condition.LinearRegex;
import signalbox.policy.grant.Constraint;
import tools.jackson.databind.JsonNode;

/// Reads what one argument must satisfy.
final class ConstraintReader {
    private final Findings findings;
    private final String pointer;

    ConstraintReader(Findings findings, String pointer) {
        this.findings = findings;
        this.pointer = pointer;
    }

    Constraint read() {
        var minimum = number("/minimum");
        var maximum = number("/maximum");
        if (minimum != null && maximum != null && minimum.compareTo(maximum) > 0) {
            findings.error(
                    pointer + "/minimum",
                    "'minimum' " + minimum.toPlainString() + " is above 'maximum' " + maximum.toPlainString(),
                    "no value is in this range");
        }
        return new Constraint(values(), list("/in"), pattern(), minimum, maximum);
    }

    private @Nullable List<JsonNode> values() {
        var constant = findings.at(pointer + "/const");
        if (constant.isMissingNode()) {
            return list("/enum");
        }
        if (!findings.at(pointer + "/enum").isMissingNode()) {
            findings.errorAtKey(pointer + "/enum", "'enum' and 'const' say the same thing twice", "keep one of them");
        }
        return List.of(constant);
    }

    private @Nullable List<JsonNode> list(String key) {
        return findings.isSound(pointer + key) ? findings.at(pointer + key).valueStream().toList() : null;
    }

    private @Nullable BigDecimal number(String key) {
        return findings.isSound(pointer + key) ? findings.at(pointer + key).decimalValue() : null;
    }

    private @Nullable Pattern pattern() {
        var at = pointer + "/pattern";
        if (!findings.isSound(at)) {
            return null;
        }
        var text = findings.at(at).asString();
        try {
            return LinearRegex.compile(text);
        } catch (PatternSyntaxException e) {
            findings.error(
                    at,
                    "'" + text + "' is not a regular expression: " + e.getDescription(),
                    "RE2 syntax: no look-ahead and no back-references");
            return null;
        }
    }
}
