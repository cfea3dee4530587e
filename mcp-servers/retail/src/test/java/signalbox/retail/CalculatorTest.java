package signalbox.retail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.retail.calculate.Calculator;
import signalbox.retail.rules.Answer;

/// The calculator's values and failures, word for word.
class CalculatorTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, value = {
        "2 + 2 | 4.0",
        "1/3 | 0.33",
        "0.1+0.2 | 0.3",
        "-0.001 | -0.0",
        "2**-1 | 0.5",
        "10**16 | 1e+16",
        "99999999999999.99 | 99999999999999.98",
        "-2**2 | -4.0",
        "2**3**2 | 512.0",
        "-7//2 | -4.0",
        "-7.//2 | -4.0",
        "007.5 | 7.5",
        "00 | 0.0",
        "0/-13 | -0.0",
        "5. + .5 | 5.5",
        "0.125 | 0.12",
        "0.375 | 0.38",
        "2.675 | 2.67",
        "- - 1 | 1.0",
        "2**-2**0 | 0.5",
        "10**400/10**399 | 10.0",
        "(2**0.5)**2 | 2.0",
        "1.1**400 | 3.60640140275256e+16",
        "10.**308*10 | inf",
        "-10.**308*10 | -inf",
        "10.**308*10-10.**308*10 | nan",
        "1**(10**30) | 1.0",
        "(-1)**(10**30+1) | -1.0",
        "( 1 + 2 ) * 3 | 9.0"
    })
    void anExpressionHasAValue(String expression, String value) {
        assertThat(Calculator.value(expression)).isEqualTo(Answer.done(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', ignoreLeadingAndTrailingWhitespace = true, value = {
        "1e5 | Invalid characters in expression",
        "5 % 2 | Invalid characters in expression",
        "1,000 | Invalid characters in expression",
        "1/0 | division by zero",
        "1./0 | float division by zero",
        "1/0. | float division by zero",
        "1//0 | integer division or modulo by zero",
        "1//0. | float floor division by zero",
        "0**-1 | 0.0 cannot be raised to a negative power",
        "0.**-.5 | 0.0 cannot be raised to a negative power",
        "10**400 | int too large to convert to float",
        "10**400*1. | int too large to convert to float",
        "10**400/3 | integer division result too large for a float",
        "10.**400 | (34, 'Numerical result out of range')",
        "(-8)**.5 | float() argument must be a string or a real number, not 'complex'",
        "(-8)**.5*2+1 | float() argument must be a string or a real number, not 'complex'",
        "9**9**9 | int too large to convert to float"
    })
    void aFailureIsToldInTheseWords(String expression, String message) {
        assertThat(refusal(expression)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 2", "(1", "()", "1(2)", "2* *3", "", "   ", "1)", "01", "1..2", ".", "*1", "1 .5", "7/ /2", "1+"})
    void aMalformedExpressionFails(String expression) {
        assertThat(refusal(expression)).isNotEmpty();
    }

    @Test
    void deepNestingAndLongSignsEndWithAnAnswer() {
        assertThat(refusal("(".repeat(100_000))).isEqualTo("too many nested parentheses");
        assertThat(refusal("2**".repeat(100_000) + "1")).isEqualTo("too many nested parentheses");
        assertThat(Calculator.value("-".repeat(100_001) + "1")).isEqualTo(Answer.done("-1.0"));
    }

    @Test
    void anExpressionHasABoundedNumberOfOperations() {
        assertThat(Calculator.value("1" + "+1".repeat(1_000))).isEqualTo(Answer.done("1001.0"));
        assertThat(refusal("1" + "+1".repeat(1_001))).contains("at most 1000 operations");
        assertThat(refusal("1.5" + "+1.5**1.5".repeat(100))).contains("at most 1000 operations", "each ** counts as 16");
    }

    @Test
    void anIntegerOnTheWayHasABoundedLength() {
        assertThat(Calculator.value("2**8000-2**8000")).isEqualTo(Answer.done("0.0"));
        assertThat(refusal("2**9000-2**9000")).isEqualTo("int too large to convert to float");
        assertThat(refusal("2**8000*2**8000//2**8000")).isEqualTo("int too large to convert to float");
        assertThat(refusal("9".repeat(100_000) + "*0")).contains("at most 2466 digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1+1", "2**2", "1.5**1.5"})
    void aCalculationThatIsInterruptedStops(String expression) {
        try {
            Thread.currentThread().interrupt();

            assertThat(refusal(expression)).isEqualTo("the calculation was stopped");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, value = {
        "10**400/10**390 | 10000000000.0", "(10**18+1)/10**18*10**18 | 1e+18", "7/(2**8000)*10**30 | 0.0",
        "1/2**1074*2**1000*2**74 | 1.0", "1/2**1075*2**1000*2**75 | 0.0", "3/2**1075*2**1000*2**74 | 2.0"
    })
    void aQuotientOfLongIntegersIsTheNearestDouble(String expression, String value) {
        assertThat(Calculator.value(expression)).isEqualTo(Answer.done(value));
    }

    private static String refusal(String expression) {
        return switch (Calculator.value(expression)) {
            case Answer.Done<String>(var value) -> throw new AssertionError(expression + " = " + value);
            case Answer.Refused<String>(var why) -> why.message();
        };
    }
}
