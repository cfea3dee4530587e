package signalbox.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import signalbox.host.ledger.AttemptId;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Entry.AttemptOutcome;
import signalbox.host.ledger.Entry.Billing;
import signalbox.host.ledger.Journal;
import signalbox.host.ledger.RunHeader;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunStatus;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.identity.Credential;
import signalbox.identity.Principal;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class SpendReportTest {
    private static final Instant DAY = Instant.parse("2026-11-30T23:59:59Z");

    @Test
    void moneyIsExactToTheLastNano() {
        var runs = new ArrayList<Journal>();
        for (int i = 0; i < 1_000; i++) {
            runs.add(run("agent:a", DAY, asked("n/one", AttemptOutcome.OK, Billing.REPORTED, 100_000_000_000_001L)));
        }

        var report = SpendReport.of(runs, Grouping.PRINCIPAL);

        assertThat(report.total().spent()).hasToString("100000000.000001");
    }

    @Test
    void whatIsNotKnownYetStandsApart() {
        var report = SpendReport.of(List.of(
                run("agent:a", DAY, asked("n/one", AttemptOutcome.OK, Billing.REPORTED, 1_000)),
                run("agent:a", DAY, asked("n/one", AttemptOutcome.SLOW, Billing.UNKNOWN, 20_000)),
                run("agent:a", DAY, List.of(sent("n/one", 300_000)))), Grouping.PRINCIPAL);

        assertThat(report.total().spent()).isEqualTo(new Cost(1_000));
        assertThat(report.total().atWorst()).isEqualTo(new Cost(320_000));
        assertThat(report.total().requests()).isEqualTo(new Figures.Tally(3, 1));
    }

    @Test
    void aRunThatAskedTwoModelsCountsForEachAndOnceInAll() {
        var entries = new ArrayList<>(asked("n/weak", AttemptOutcome.UNAVAILABLE, Billing.NONE, 0));
        entries.addAll(asked("n/strong", AttemptOutcome.OK, Billing.REPORTED, 7));
        entries.addAll(called(true));
        entries.addAll(called(false));

        var report = SpendReport.of(List.of(run("agent:a", DAY, entries)), Grouping.MODEL);

        assertThat(report.rows()).extracting(SpendReport.Row::key).containsExactly("n/strong", "n/weak");
        assertThat(report.rows()).extracting(row -> row.figures().runs().count()).containsExactly(1L, 1L);
        assertThat(report.rows()).extracting(row -> row.figures().calls())
                .containsExactly(new Figures.Tally(2, 1), Figures.Tally.NONE);
        assertThat(report.total().runs()).isEqualTo(new Figures.Tally(1, 0));
        assertThat(report.total().requests()).isEqualTo(new Figures.Tally(2, 1));
    }

    @Test
    void aPersonReadsAlignedFiguresAndAProgramObjects() {
        var failed = new ArrayList<>(asked("n/one", AttemptOutcome.UNAVAILABLE, Billing.NONE, 0));
        failed.add(new Entry.Finished(RunStatus.FAILED, "why", "no_model", "", List.of()));
        var report = SpendReport.of(List.of(
                run("agent:a", DAY, asked("n/one", AttemptOutcome.OK, Billing.REPORTED, 12_345_678)),
                run("person:bo", DAY.plusSeconds(1), failed)), Grouping.DAY);
        var out = new StringWriter();

        ReportText.print(report, new PrintWriter(out, true));

        assertThat(out).hasToString("""
                day         runs  failed  requests  failed  calls  failed  tokens in  cached  tokens out          USD  USD at worst
                2026-11-30     1       0         1       0      0       0         10       2           5  0.012345678          0.00
                2026-12-01     1       1         1       1      0       0         10       2           5         0.00          0.00
                total          2       1         2       1      0       0         20       4          10  0.012345678          0.00
                """.replace("\n", System.lineSeparator()));
        var json = JsonMapper.shared().readTree(ReportJson.lines(report).getFirst());
        assertThat(json).isEqualTo(JsonMapper.shared().readTree("""
                {"by": "day", "key": "2026-11-30", "runs": {"count": 1, "failed": 0}, "requests": {"count": 1, "failed": 0},
                 "calls": {"count": 0, "failed": 0}, "tokens": {"input": 10, "cached": 2, "output": 5}, "cost": 0.012345678,
                 "at_worst": 0.00}"""));
        assertThat(ReportJson.lines(report)).hasSize(3).last().asString().startsWith("{\"by\":\"total\"");
    }

    @Test
    void aTaskThatSteersATerminalIsShownAndATaskThatNobodyNamedIsCalledNone() {
        var out = new StringWriter();

        ReportText.print(
                SpendReport.of(List.of(run("agent:a", DAY, "\u001b[2J", List.of()), run("agent:a", DAY, List.of())), Grouping.TASK),
                new PrintWriter(out, true));

        assertThat(out.toString()).contains("(none) ", "\\u001b[2J").doesNotContain("\u001b");
    }

    private static Journal run(String caller, Instant at, List<Entry> entries) {
        return run(caller, at, "", entries);
    }

    private static Journal run(String caller, Instant at, String task, List<Entry> entries) {
        var principal = new Principal(PrincipalName.parse(caller), Scopes.ALL, new Credential.AgentToken("tok"), null);
        return new Journal(new RunHeader(
                RunId.fresh(), RunHeader.Origin.RUN, principal,
                new RunHeader.Asked("signalbox/auto", new RunHeader.Tools.OfTheRule(), List.of(), new ToolChoice.Auto(), SamplingOptions.NONE),
                new RunHeader.About(task, "", "", new TreeSet<>(), new TreeMap<>()),
                new RunHeader.Terms(null, at, false), "sha256:policy", at), entries);
    }

    private static Entry.Dispatched sent(String model, long worst) {
        return new Entry.Dispatched(AttemptId.fresh(), 0, Entry.Purpose.ANSWER, new ModelName(model), new Cost(worst), 10, 20);
    }

    private static List<Entry> asked(String model, AttemptOutcome outcome, Billing billing, long cost) {
        var sent = sent(model, 1_000_000);
        return List.of(sent, new Entry.Settled(
                sent.id(), outcome, "", billing, new Usage(10, 2, 0, 5), new Cost(cost), Duration.ofMillis(1), null));
    }

    private static List<Entry> called(boolean error) {
        var id = CallIds.fresh();
        return List.of(
                new Entry.CallDispatched(id, 0, 0, "retail.get", "1.0.0", "", new CallArguments.Parsed(JsonNodeFactory.instance.objectNode())),
                new Entry.CallSettled(id, Entry.CallStatus.DONE, Entry.Ruling.NONE, error, new TreeSet<>(), Duration.ofMillis(1)));
    }
}
