package signalbox.host.portability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import signalbox.host.fake.FakeOpenAi;
import signalbox.host.fake.FakeWire;
import signalbox.testing.Checkout;

/// Every check for every pair of providers, streamed and not, and the page that says so.
///
/// `-Dportability.write=true` writes the page.
class PortabilityMatrixTest {
    private static final Path PAGE = Path.of("docs/portability-matrix.md");
    static final List<Check> CHECKS = Stream.of(
            ReasoningChecks.ALL, MessageChecks.ALL, ToolChecks.ALL, EndingChecks.ALL, LimitChecks.ALL).flatMap(List::stream).toList();

    @TestFactory
    Stream<DynamicTest> everyCheckHoldsForEveryPair() {
        return handoffs().stream().map(handoff -> DynamicTest.dynamicTest(handoff.toString(), () -> {
            for (var check : CHECKS) {
                try {
                    check.of().apply(handoff);
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError("check " + check.number() + ", " + check.title() + ": " + e.getMessage(), e);
                }
            }
        }));
    }

    /// A reason that nobody has reviewed makes the page differ, and so does one that no pair has any more.
    @Test
    void thePageIsWhatTheChecksSay() throws IOException {
        var page = MatrixPage.of(CHECKS, profiles(), handoffs());
        var file = Checkout.root().resolve(PAGE);
        if (Boolean.getBoolean("portability.write")) {
            Files.writeString(file, page);
        }
        assertThat(Files.readString(file)).isEqualTo(page);
    }

    @Test
    void eachNumberIsOneCheck() {
        assertThat(new TreeSet<>(CHECKS.stream().map(Check::number).toList())).hasSameSizeAs(CHECKS);
    }

    static List<FakeWire> profiles() {
        var all = new ArrayList<>(FakeWire.all());
        all.add(new FakeOpenAi("vllm"));
        return all;
    }

    /// Every ordered pair, and each profile with another model of its own.
    static List<Handoff> handoffs() {
        var handoffs = new ArrayList<Handoff>();
        for (var to : profiles()) {
            for (var from : profiles()) {
                for (boolean streamed : List.of(false, true)) {
                    handoffs.add(new Handoff(new Party(from, "m-0"), new Party(to, "m-0"), streamed));
                    if (from.profile().equals(to.profile())) {
                        handoffs.add(new Handoff(new Party(from, "m-1"), new Party(to, "m-0"), streamed));
                    }
                }
            }
        }
        return handoffs;
    }
}
