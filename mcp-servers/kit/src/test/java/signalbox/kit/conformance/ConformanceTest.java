package signalbox.kit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import signalbox.testing.Conformance;

/// Every scenario that each revision requires of a server, with credentials, permissions, schemas and audit on.
class ConformanceTest {
    private static final Fixture FIXTURE = Fixture.open();

    @AfterAll
    static void closeFixture() {
        FIXTURE.close();
    }

    @TestFactory
    Stream<DynamicTest> revision20260728() {
        return scenarios("2026-07-28", 37);
    }

    @TestFactory
    Stream<DynamicTest> revision20251125() {
        return scenarios("2025-11-25", 30);
    }

    private static Stream<DynamicTest> scenarios(String revision, int count) {
        var report = Conformance.server(URI.create("http://127.0.0.1:" + FIXTURE.port() + "/mcp/test"), revision);
        var whole = DynamicTest.dynamicTest("conforms to " + revision, () -> {
            assertThat(report.required()).hasSize(count);
            assertThat(report.exit()).as(report.output()).isZero();
        });
        var each = report.required().stream().map(verdict -> DynamicTest.dynamicTest(
                verdict.scenario(), () -> assertThat(verdict.passed()).as(verdict.detail()).isTrue()));
        return Stream.concat(Stream.of(whole), each);
    }
}
