package signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesakesTest {
    private static final NotYet NOT_YET = NotYet.of(
            "app: explain.ExplainedLines.Line, stdio.MessageLines.Line",
            "host: ledger.Entry.Purpose, server.Credentials.Purpose",
            "host: ledger.Entry.Ruling, tool.CallOutcome.Ruling",
            "host: ledger.RunHeader.About, route.StepContext.About",
            "host: ledger.RunView.Call, loop.HostCalls.Call",
            "host: ledger.RunView.Step, loop.Fallbacks.Step",
            "host: loop.HostCalls.Made, offline.Evidence.Made, run.Preparation.Made",
            "host: loop.Move, offline.Planner.Move",
            "host: run.Places, state.RunLimits.Places",
            "host: spending.Spending.Others, tool.ToolServers.Others",
            "kit: prompt.PromptAnswer.Message, rpc.Message");

    @Test
    void noTwoTypesOfAModuleShareASimpleName() {
        NOT_YET.check(Namesakes.of(Imported.MAIN));
    }

    @Test
    void plantedNamesakesAreFoundAndCasesOfSealedTypesAreNone() {
        assertThat(Namesakes.of(Imported.planted("namesake"))).containsExactly(
                "app: one.Ticket, two.Ticket",
                "app: one.Ticket.Line, two.Ticket.Line");
    }
}
