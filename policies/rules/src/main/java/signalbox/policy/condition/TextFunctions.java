package signalbox.policy.condition;

import com.google.re2j.PatternSyntaxException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import java.util.ArrayList;
import java.util.List;

/// CEL's `matches` and `contains`, as the specification has them, with their [Work] counted.
final class TextFunctions {
    /// CEL's own functions without these.
    static final CelStandardFunctions OTHERS = CelStandardFunctions.newBuilder()
            .excludeFunctions(StandardFunction.MATCHES, StandardFunction.CONTAINS)
            .build();

    /// Finding one text in another compares about so many characters in a step.
    private static final int AT_ONCE = 16;
    private static final int TO_COMPILE = 64;

    private TextFunctions() {}

    static List<CelFunctionBinding> bindings() {
        var bindings = new ArrayList<CelFunctionBinding>(CelFunctionBinding.fromOverloads(
                "matches",
                CelFunctionBinding.from("matches", String.class, String.class, TextFunctions::matches),
                CelFunctionBinding.from("matches_string", String.class, String.class, TextFunctions::matches)));
        bindings.addAll(CelFunctionBinding.fromOverloads(
                "contains", CelFunctionBinding.from("contains_string", String.class, String.class, TextFunctions::contains)));
        return bindings;
    }

    private static Object matches(String text, String regex) throws CelEvaluationException {
        Work.count(Math.min(regex.length(), LinearRegex.LARGEST), TO_COMPILE);
        try {
            var pattern = LinearRegex.compile(regex);
            Work.count(text.length(), pattern.programSize());
            return pattern.matcher(text).find();
        } catch (PatternSyntaxException e) {
            throw new CelEvaluationException(LinearRegexes.wording(e), e);
        }
    }

    private static Object contains(String text, String part) throws CelEvaluationException {
        Work.count(text.length(), 1 + part.length() / AT_ONCE);
        return text.contains(part);
    }
}
