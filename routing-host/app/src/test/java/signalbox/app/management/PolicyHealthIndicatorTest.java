package signalbox.app.management;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import signalbox.policy.LiveRulebook;
import signalbox.testing.Checkout;

class PolicyHealthIndicatorTest {
    @Test
    void itIsNotReadyWhileNoPoliciesAreLoaded() {
        assertThat(new PolicyHealthIndicator(() -> null).health().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void itIsReadyWithThoseInForce() {
        var root = Checkout.root();
        try (var rulebook = LiveRulebook.open(root.resolve("tool-descriptors"), root.resolve("policies/demo")).fold(value -> value, problems -> {
            throw new AssertionError(problems.toString());
        })) {
            var health = new PolicyHealthIndicator(() -> rulebook).health();

            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails())
                    .containsEntry("revision", rulebook.get().revision())
                    .containsEntry("lookedAt", rulebook.lastLook().toString());
        }
    }
}
