package signalbox.policy.condition;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.AstDepthLimitValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// Compiles conditions over one set of named, typed facts.
///
/// Bounds: 2,000 characters, 500 nodes and a depth of 30 at load; 10,000 iterations of all loops together, linear-time
/// regular expressions and a count of what each round looks at and searches at run time.
public final class Conditions {
    private static final int LONGEST = 2_000;
    private static final int DEEPEST = 30;
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(LONGEST)
            .maxParseRecursionDepth(DEEPEST)
            .maxParseExpressionNodeCount(500)
            .maxParseErrorRecoveryLimit(5)
            .comprehensionMaxIterations(10_000)
            .build();

    /// Says that something is wrong at a character of the condition.
    @FunctionalInterface
    public interface Faults {
        /// @param offset from 0, in code points
        Problem at(int offset, String message, String hint);
    }

    private final SortedMap<String, CelType> variables;
    private final Cel cel;
    private final CelValidator validator;

    private Conditions(Map<String, CelType> variables) {
        this.variables = new TreeMap<>(variables);
        var builder = CelFactory.plannerCelBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setStandardFunctions(TextFunctions.OTHERS)
                .addFunctionBindings(TextFunctions.bindings())
                .setResultType(SimpleType.BOOL);
        this.variables.forEach(builder::addVar);
        this.cel = builder.build();
        this.validator = CelValidatorFactory.standardCelValidatorBuilder(cel)
                .addAstValidators(
                        new LinearRegexes(),
                        TimestampLiteralValidator.INSTANCE,
                        AstDepthLimitValidator.newInstance(DEEPEST))
                .build();
    }

    /// @param variables names a condition may use and their types; a name may hold dots, such as `step.task`
    public static Conditions over(Map<String, CelType> variables) {
        return new Conditions(variables);
    }

    /// Checks an expression and prepares it to be evaluated.
    public Checked<Condition> compile(String text, Faults faults) {
        if (text.length() > LONGEST) {
            return broken(faults.at(0, "the condition is longer than " + LONGEST + " characters", "split the rule"));
        }
        var parsed = cel.compile(text);
        if (parsed.hasError()) {
            return new Checked.Broken<>(problems(parsed, text, faults));
        }
        try {
            var ast = parsed.getAst();
            var validated = validator.validate(ast);
            if (validated.hasError()) {
                return new Checked.Broken<>(problems(validated, text, faults));
            }
            return new Checked.Sound<>(new Condition(text, cel.createProgram(ast), names(ast)), List.of());
        } catch (CelValidationException | CelEvaluationException failure) {
            return broken(faults.at(0, "the condition cannot be compiled: " + failure.getMessage(), ""));
        }
    }

    /// Checks the expression at this pointer of a file.
    public Checked<Condition> compile(YamlSource source, String pointer) {
        return compile(source.tree().at(pointer).asString(), (offset, message, hint) ->
                source.errorInside(pointer, offset, message, hint));
    }

    private static Checked<Condition> broken(Problem problem) {
        return new Checked.Broken<>(List.of(problem));
    }

    private List<Problem> problems(CelValidationResult result, String text, Faults faults) {
        var wording = new CelWording(variables.keySet());
        var problems = new ArrayList<Problem>();
        for (CelIssue issue : result.getErrors()) {
            int offset = Math.min(offset(result, issue), text.codePointCount(0, text.length()));
            var words = wording.of(issue.getMessage(), text, text.offsetByCodePoints(0, offset));
            problems.add(faults.at(offset, words.message(), words.hint()));
        }
        return problems;
    }

    private static int offset(CelValidationResult result, CelIssue issue) {
        var location = issue.getSourceLocation();
        if (location.getLine() < 1 || location.getColumn() < 0) {
            return 0;
        }
        return result.getSource().getLocationOffset(location).orElse(0);
    }

    private SortedSet<String> names(CelAbstractSyntaxTree ast) {
        var names = new TreeSet<String>();
        CelNavigableAst.fromAst(ast).getRoot().allNodes().forEach(node -> {
            if (node.getKind() == CelExpr.ExprKind.Kind.IDENT) {
                var name = node.expr().ident().name();
                var type = variables.get(name);
                if (type != null) {
                    boolean selected = type.kind() == CelKind.MAP
                            && node.parent().filter(up -> up.getKind() == CelExpr.ExprKind.Kind.SELECT).isPresent();
                    names.add(selected ? name + "." + node.parent().orElseThrow().expr().select().field() : name);
                }
            }
        });
        return names;
    }
}
