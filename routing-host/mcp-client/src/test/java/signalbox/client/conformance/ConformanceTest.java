package signalbox.client.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import signalbox.testing.Conformance;

class ConformanceTest {
    @TestFactory
    List<DynamicTest> theRevisionOf2026IsConformedTo() throws IOException {
        return scenarios("2026-07-28", 32);
    }

    @TestFactory
    List<DynamicTest> theRevisionOf2025IsConformedTo() throws IOException {
        return scenarios("2025-11-25", 18);
    }

    private static List<DynamicTest> scenarios(String revision, int number) throws IOException {
        try (var desk = new ScenarioDesk()) {
            var report = Conformance.client(desk.command(), revision);
            var tests = new ArrayList<DynamicTest>();
            for (var verdict : report.required()) {
                tests.add(dynamicTest(verdict.scenario(), () -> assertThat(verdict.passed()).as(verdict.detail()).isTrue()));
            }
            tests.add(dynamicTest("all " + number + " scenarios, none excused", () -> {
                assertThat(report.required()).as(report.output()).hasSize(number);
                assertThat(report.exit()).isZero();
            }));
            return tests;
        }
    }
}
