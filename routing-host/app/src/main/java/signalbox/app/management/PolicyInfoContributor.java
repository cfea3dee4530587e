package signalbox.app.management;

import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import signalbox.policy.LiveRulebook;

/// Which policies are in force.
record PolicyInfoContributor(LiveRulebook rulebook) implements InfoContributor {
    @Override
    public void contribute(Info.Builder builder) {
        var rules = rulebook.get();
        builder.withDetail("policies", Map.of(
                "revision", rules.revision(),
                "routing", rules.routing().revision(),
                "newerPolicyRefused", !rulebook.rejection().isEmpty()));
    }
}
