package signalbox.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.app.RunningUp;

class ReadFactsTest {
    private static final String FACTS = """
            {"run": {"metadata": {"customerTier": "gold", "tools": "none"}, "budgetLeft": 2},
             "step": {"after": "user", "tools": ["retail.get_user_details", "retail.calculate"]}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            step.after == "run.metadata.x"           | step.after is "user"
            run.metadata.customerTier == "gold"      | run.metadata.customerTier is "gold"
            run.metadata.tools == "a"                | run.metadata.tools is "none"
            run.metadata.tier_2 == "a"               | run.metadata.tier_2 is not there
            step.tools.size() > 1 && run.budget_left > 1.0 | step.tools is 2 tools, run.budget_left is 2
            """)
    void eachFactThatAConditionReadsIsToldWithItsValue(String when, String told) {
        assertThat(ReadFacts.of(when, RunningUp.JSON.readTree(FACTS))).isEqualTo(told);
    }
}
