package signalbox.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.source.Checked;
import signalbox.source.Place;
import signalbox.source.Problem;
import tools.jackson.databind.json.JsonMapper;

class ConditionsTest {
    private static final Conditions CONDITIONS = Conditions.over(Map.of(
            "caller", SimpleType.STRING,
            "step.task", SimpleType.STRING,
            "step.tokens", SimpleType.INT,
            "step.labels", ListType.create(SimpleType.STRING),
            "args", MapType.create(SimpleType.STRING, SimpleType.DYN)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "step.task == 'classify' && step.tokens < 8000.5",
                "'pii' in step.labels",
                "args.amount > 3 && args.amount < 3.75 && args.count == 4.0",
                "has(args.reason) && !has(args.other)",
                "args.items.exists(item, item.startsWith('b'))",
                "args.nothing == null",
                "args.deep.inner[1] == 'y'",
                "caller.matches('^agent:') && caller.matches('bot') && matches(caller, 'bot$')",
                "caller.contains('triage') && !caller.contains('Triage')"
            })
    void whatIsTrueOfTheFactsHolds(String text) {
        var condition = sound(text);

        var verdict = condition.holds(facts());

        assertThat(verdict).isEqualTo(new Verdict.Holds());
    }

    @Test
    void whatIsFalseOfTheFactsFails() {
        var verdict = sound("step.tokens > 20").holds(facts());

        assertThat(verdict).isEqualTo(new Verdict.Fails());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '"',
            textBlock = """
                    args.absent > 3 ~ key 'absent' is not present in map.
                    args.reason > 3 ~ No matching overload for function '_>_'.
                    args.reason ~ the condition gives a text, not true or false
                    args.count.matches('a') ~ No matching overload for function 'matches'.
                    caller.matches(args.reason + '[') ~ not a regular expression (RE2): missing closing ]
                    caller.matches(args.long) ~ the regular expression is too large
                    caller.matches(args.nested) ~ the regular expression is too large
                    step.task == 'x' || 1 / (step.tokens - 20) > 0 ~ / by zero
                    """)
    void whatCannotBeDecidedIsAValueWithItsReason(String text, String reason) {
        var verdict = sound(text).holds(facts());

        assertThat(verdict).isEqualTo(new Verdict.Errs(reason));
    }

    @Test
    void aFactThatIsNotThereIsAnError() {
        var verdict = sound("caller == 'x'").holds(Map.of());

        assertThat(verdict).isInstanceOf(Verdict.Errs.class);
    }

    @Test
    void nestedLoopsEndWithinTheirBudget() {
        var condition = sound("args.many.exists(a, args.many.exists(b, args.many.exists(c, a + b + c == -1)))");

        var verdict = condition.holds(Map.of("args", Map.of("many", Collections.nCopies(1_000, 1L))));

        assertThat(verdict).isEqualTo(new Verdict.Errs("Iteration budget exceeded: 10000"));
    }

    @Test
    void aHungryRegularExpressionIsLinear() {
        var verdict = sound("caller.matches('^(a+)+$')").holds(Map.of("caller", "a".repeat(50_000) + "!"));

        assertThat(verdict).isEqualTo(new Verdict.Fails());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "args.many.all(x, !args.text.matches('(a|b|ab)*c{1,50}d'))",
                "args.many.all(x, !args.text.matches(args.regex))",
                "args.many.all(x, !args.text.contains(args.part))",
                "args.many.all(x, args.text != '')",
                "args.many.exists(x, args.text == '') || true"
            })
    void aLoopThatDoesMuchInEachRoundEndsWithinItsBudget(String text) {
        var args = Map.of("many", Collections.nCopies(9_000, 1L), "text", "a".repeat(40_000), "regex", "a*b{900}",
                "part", "a".repeat(10_000) + "b");

        var verdict = sound(text).holds(Map.of("args", args));

        assertThat(verdict).isEqualTo(new Verdict.Errs("the condition takes more steps than it may"));
    }

    @Test
    void eachEvaluationHasItsOwnBudget() {
        var condition = sound("args.many.all(x, !args.text.matches('(a|b)*c'))");
        var args = Map.of("many", Collections.nCopies(20, 1L), "text", "a".repeat(40_000));

        for (int i = 0; i < 10; i++) {
            assertThat(condition.holds(Map.of("args", args))).isEqualTo(new Verdict.Holds());
        }
    }

    @Test
    void aSearchThatIsNeverMadeCostsNothing() {
        var condition = sound("caller == 'x' || args.text.matches('(a|b|ab)*c{1,50}d')");

        assertThat(condition.holds(Map.of("caller", "x", "args", Map.of()))).isEqualTo(new Verdict.Holds());
    }

    @Test
    void aConditionKnowsWhatItReads() {
        var names = sound("args.amount > 3 && 'x' in args && step.task == caller").names();

        assertThat(names).isEqualTo(Set.of("args.amount", "args", "step.task", "caller"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '"',
            textBlock = """
                    step.task == 3 ~ 10 ~ '==' does not take (string, int)
                    'ä👍' == step.tusk ~ 8 ~ unknown name 'step.tusk' in a condition
                    step.tokens ~ 4 ~ a condition gives true or false, this one gives int
                    1 + ~ 3 ~ the condition ends too early
                    1 = 2 ~ 2 ~ not a condition: unexpected '='
                    caller.matches('a{900}b{900}') ~ 15 ~ the regular expression is too large
                    caller.matches('((a{1000}){1000}){1000}') ~ 15 ~ the regular expression is too large
                    caller.matches('[') ~ 15 ~ not a regular expression (RE2): missing closing ]
                    size(step.tokens) > 1 ~ 4 ~ 'size' does not take (int)
                    """)
    void aMistakeIsFoundAtLoadWithItsPlace(String text, int offset, String message) {
        var problems = broken(text);

        assertThat(problems).extracting(Problem::message).contains(message);
        assertThat(problems).extracting(problem -> problem.place().column() - 1).contains(offset);
    }

    @Test
    void severalMistakesAreReportedAtOnce() {
        var problems = broken("nobody == 1 && nothing == 2");

        assertThat(problems).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 5_000})
    void aConditionTooDeepIsRefused(int depth) {
        var problems = broken("(".repeat(depth) + "true" + ")".repeat(depth));

        assertThat(problems).isNotEmpty();
    }

    @Test
    void aConditionTooLargeIsRefused() {
        var problems = broken("true" + " || true".repeat(400));

        assertThat(problems).extracting(Problem::message).containsExactly("the condition is longer than 2000 characters");
    }

    private static Map<String, Object> facts() {
        var args = JsonMapper.shared().readTree("""
                {"amount": 3.5, "count": 4, "reason": "late", "items": ["a", "b"], "nothing": null,
                 "long": "%s", "nested": "((a{1000}){1000}){1000}", "deep": {"inner": ["x", "y"]}}""".formatted("a".repeat(1_001)));
        return Map.of(
                "caller", "agent:triage-bot",
                "step.task", "classify",
                "step.tokens", 20,
                "step.labels", Set.of("pii"),
                "args", args);
    }

    private static Condition sound(String text) {
        return compile(text).fold(condition -> condition, problems -> {
            throw new AssertionError(Problem.rendered(problems));
        });
    }

    private static List<Problem> broken(String text) {
        return compile(text).fold(_ -> List.of(), problems -> problems);
    }

    private static Checked<Condition> compile(String text) {
        return CONDITIONS.compile(
                text, (offset, message, hint) -> Problem.error(new Place("test", 1, offset + 1), text, message, hint));
    }
}
