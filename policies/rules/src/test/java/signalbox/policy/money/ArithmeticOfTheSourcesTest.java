package signalbox.policy.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The sums that the literature on routing states, done by the cost engine.
class ArithmeticOfTheSourcesTest {
    private static final Price FLAGSHIP = Price.perMillion("30", "60");
    private static final Usage CALL = new Usage(900, 0, 0, 100);

    @Test
    void aMixOfSixtyThirtyTenCostsEighteenPercentOfTheFlagship() {
        var small = Price.perMillion("1", "2");
        var middle = Price.perMillion("6", "12");

        var mix = calls(60, small).plus(calls(30, middle)).plus(calls(10, FLAGSHIP));

        assertThat(Math.multiplyExact(mix.nano(), 100)).isEqualTo(calls(100, FLAGSHIP).nano() * 18);
    }

    @Test
    void theSupportTicketSumsToLessThanItsTextClaims() {
        var lines = List.of("0.0001", "0.0001", "0.0002", "0.001", "0.02", "0.001");

        var sum = sum(lines);

        assertThat(sum + " (claimed: about " + Cost.parse("0.024") + ")").isEqualTo("0.0224 (claimed: about 0.024)");
    }

    @Test
    void anEscalatedTicketCostsItsFewerLines() {
        var escalated = List.of("0.0001", "0.0001", "0.0002", "0.001", "0.005");

        assertThat(sum(escalated)).hasToString("0.0064");
        assertThat(sum(escalated).plus(Cost.parse("0.001"))).hasToString("0.0074");
    }

    @Test
    void auditingATenthOfWhatIsSureLeavesTwentyEightPercent() {
        int sure = 80;
        int sampledPercent = 10;

        var audited = calls(100 - sure, FLAGSHIP).plus(calls(sure * sampledPercent / 100, FLAGSHIP));
        var all = calls(100, FLAGSHIP);

        assertThat(audited.nano() * 100).isEqualTo(all.nano() * 28);
        assertThat(all.minus(audited).nano() * 100).isEqualTo(all.nano() * 72);
    }

    private static Cost calls(int count, Price price) {
        var cost = Cost.ZERO;
        for (int i = 0; i < count; i++) {
            cost = cost.plus(Cost.of(CALL, price));
        }
        return cost;
    }

    private static Cost sum(List<String> usd) {
        return usd.stream().map(Cost::parse).reduce(Cost.ZERO, Cost::plus);
    }
}
