package signalbox.app.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;

/// What was paid, and what the same tokens would have cost on one strong model at every step.
record Savings(Cost routed, Cost strong) {
    static Savings of(List<PlayedScene> all, ModelEntry strongest) {
        var routed = Cost.ZERO;
        var strong = Cost.ZERO;
        for (var played : all) {
            routed = routed.plus(Cost.parse(played.cost().toPlainString()));
            for (var step : played.run().path("steps")) {
                for (var attempt : step.path("attempts")) {
                    var tokens = attempt.path("tokens");
                    var usage = new Usage(
                            tokens.path("input").asLong(), tokens.path("cached").asLong(), 0, tokens.path("output").asLong());
                    strong = strong.plus(Cost.of(usage, strongest.price()));
                }
            }
        }
        return new Savings(routed, strong);
    }

    /// Percent saved, rounded down; negative where routing cost more.
    int saved() {
        if (strong.nano() == 0) {
            return 0;
        }
        return BigDecimal.valueOf(strong.nano() - routed.nano())
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(strong.nano()), RoundingMode.FLOOR)
                .intValue();
    }
}
