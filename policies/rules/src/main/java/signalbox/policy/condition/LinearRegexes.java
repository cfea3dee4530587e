package signalbox.policy.condition;

import com.google.re2j.PatternSyntaxException;
import dev.cel.bundle.Cel;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.validator.CelAstValidator;

/// Checks a regular expression written in a condition with the engine that will run it.
final class LinearRegexes implements CelAstValidator {
    @Override
    public void validate(CelNavigableAst ast, Cel cel, IssuesFactory issues) {
        ast.getRoot().allNodes().forEach(node -> {
            if (node.getKind() == CelExpr.ExprKind.Kind.CALL && node.expr().call().function().equals("matches")) {
                node.expr().call().args().forEach(argument -> check(argument, issues));
            }
        });
    }

    private static void check(CelExpr argument, IssuesFactory issues) {
        if (argument.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && argument.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
            try {
                LinearRegex.compile(argument.constant().stringValue());
            } catch (PatternSyntaxException failure) {
                issues.addError(argument.id(), wording(failure));
            }
        }
    }

    static String wording(PatternSyntaxException failure) {
        return failure.getDescription().equals(LinearRegex.TOO_LARGE)
                ? LinearRegex.TOO_LARGE
                : "not a regular expression (RE2): " + failure.getDescription();
    }
}
