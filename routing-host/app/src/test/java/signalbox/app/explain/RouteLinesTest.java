package signalbox.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.app.RunningUp;
import signalbox.host.ledger.DecisionId;
import signalbox.host.ledger.Explained;
import signalbox.host.ledger.RunId;
import tools.jackson.databind.JsonNode;

/// Rows of the ledger and how they read.
class RouteLinesTest {
    @ParameterizedTest
    @ValueSource(strings = {"filtered", "no-route", "unknown-name", "undecided"})
    void aDecisionReadsAsItsGoldenFile(String name) throws IOException {
        var row = RunningUp.JSON.readTree(resource(name + ".json"));

        assertThat(printed(row)).isEqualTo(resource(name + ".txt"));
    }

    @Test
    void whatAModelWroteDoesNotSteerTheTerminal() {
        var out = new StringWriter();

        new ExplainedLines(new PrintWriter(out)).line("call", "retail.\u001b[2Jx\u009b2J\u202ey\r: invalid");

        assertThat(out.toString().strip()).isEqualTo("call      retail.x2Jy\n            : invalid");
    }

    private static String printed(JsonNode row) {
        var out = new StringWriter();
        var lines = new ExplainedLines(new PrintWriter(out));
        RouteLines.of(route(row)).forEach(lines::line);
        return out.toString();
    }

    private static Explained.Route route(JsonNode row) {
        return new Explained.Route(
                new DecisionId("dec_1"), new RunId("run_1"), 0, "plan", row.path("facts"), row.path("decision"),
                RunningUp.JSON.createObjectNode());
    }

    private static String resource(String name) throws IOException {
        try (var in = RouteLinesTest.class.getResourceAsStream("/explain/routes/" + name)) {
            assertThat(in).describedAs(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
