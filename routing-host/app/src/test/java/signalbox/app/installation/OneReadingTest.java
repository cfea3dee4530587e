package signalbox.app.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import signalbox.policy.Rulebook;
import signalbox.source.Problem;
import signalbox.testing.Checkout;

/// Tools of one reading under the permissions of another are a policy that nobody wrote.
class OneReadingTest {
    private final Rulebook before = read();
    private final Rulebook after = read();
    private final Iterator<Rulebook> readings = List.of(before, after).iterator();
    private final Supplier<Rulebook> reloaded = readings::next;

    @Test
    void listsAndCallsAreDecidedByOneReading() {
        var rules = McpServerConfiguration.toolRules(reloaded).get();

        assertThat(rules.tools()).isSameAs(before.tools());
        assertThat(rules.permissions()).isSameAs(before.permissions());
    }

    @Test
    void toolsOfOthersAreDecidedByOneReading() {
        var rules = RoutingHostConfiguration.upstreamRules(reloaded).get();

        assertThat(rules.tools()).isSameAs(before.tools());
        assertThat(rules.permissions()).isSameAs(before.permissions());
    }

    private static Rulebook read() {
        var root = Checkout.root();
        return Rulebook.read(root.resolve("tool-descriptors"), root.resolve("policies")).fold(rulebook -> rulebook, problems -> {
            throw new AssertionError(Problem.rendered(problems));
        });
    }
}
