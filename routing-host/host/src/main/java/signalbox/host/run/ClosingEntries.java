package signalbox.host.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.RunView.Input.Action;
import signalbox.host.ledger.RunView.Input.By;
import signalbox.host.ledger.RunView.Input.Kind;
import signalbox.host.ledger.RunView.Input.Settled;
import signalbox.host.run.loop.Bill;
import signalbox.host.run.state.Exchange;
import signalbox.host.run.state.RunState;
import signalbox.host.turn.Transcript;

/// The entries that close what a run left open.
final class ClosingEntries {
    private ClosingEntries() {}

    /// Requests whose answers nobody will hear: they may have been billed.
    static List<Entry> attempts(RunState state) {
        var entries = new ArrayList<Entry>();
        for (var sent : state.openAttempts()) {
            var bill = Bill.unknown(sent);
            entries.add(new Entry.Settled(
                    sent.id(), Entry.AttemptOutcome.UNKNOWN, "the host ended before the answer was known", bill.billing(),
                    bill.usage(), bill.cost(), Duration.ZERO, null));
        }
        return entries;
    }

    static List<Entry> calls(RunState state, Entry.CallStatus status, String text) {
        var entries = new ArrayList<Entry>();
        for (var call : state.openCalls()) {
            var id = call.sent().id();
            entries.add(new Entry.CallSettled(id, status, Entry.Ruling.NONE, true, new TreeSet<>(), Duration.ZERO));
            entries.add(new Entry.TurnAdded(Transcript.failed(id, text)));
        }
        return entries;
    }

    static List<Entry> questions(RunState state) {
        return state.exchanges().stream()
                .filter(Exchange.Open.class::isInstance)
                .map(ClosingEntries::cancelled)
                .toList();
    }

    /// Questions that nobody can answer any more: a login page came back to the process that has ended, and a list of tools
    /// is asked for anew.
    static List<Entry> lostQuestions(RunState state) {
        return state.exchanges().stream()
                .filter(exchange -> exchange instanceof Exchange.Open(var asked)
                        && (asked.kind() == Kind.AUTHORIZATION || state.openCalls().isEmpty()))
                .map(ClosingEntries::cancelled)
                .toList();
    }

    private static Entry cancelled(Exchange exchange) {
        return new Entry.Answered(exchange.asked().id(), new Settled(Action.CANCEL, By.HOST));
    }
}
