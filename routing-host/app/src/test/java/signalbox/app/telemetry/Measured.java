package signalbox.app.telemetry;

import java.time.Duration;
import java.util.TreeSet;
import signalbox.app.config.SignalboxProperties;
import signalbox.host.telemetry.ModelRequest;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.catalogue.Naming;
import signalbox.policy.catalogue.Provider;
import signalbox.policy.catalogue.SecretRef;
import signalbox.policy.catalogue.Wire;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Price;
import signalbox.policy.money.Usage;

/// Things to be measured.
final class Measured {
    static final SignalboxProperties.Metrics BOUNDS = new SignalboxProperties.Metrics(10, 10, 10, 10);

    private Measured() {}

    static ModelRequest request(String model, String caller, String outcome) {
        return new ModelRequest(
                "run_1", caller, entry(model), "chat", outcome, new Usage(900, 0, 0, 60), new Cost(345_000), Duration.ofMillis(812));
    }

    private static ModelEntry entry(String model) {
        var provider = new Provider("google", Wire.GEMINI, "gemini", null, new SecretRef.None());
        return new ModelEntry(
                new ModelName("google/" + model), provider, new Naming(model, ""), 1_000, 100, new Price(1, 1, 1, 1, 100), new TreeSet<>());
    }
}
