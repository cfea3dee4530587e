package signalbox.host.run;

import java.time.Duration;
import java.util.List;
import signalbox.host.ledger.RunHeader;
import signalbox.host.tool.WantedTools;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.policy.money.Cost;

/// Requests that differ from the plain one in one thing.
final class Requests {
    private Requests() {}

    static RunRequest task(RunRequest of, String task) {
        var about = of.about();
        return new RunRequest(
                of.input(), of.model(), of.tools(), of.options(),
                new RunHeader.About(task, about.kind(), about.session(), about.labels(), about.metadata()), of.limits(),
                of.idempotency(), of.manner());
    }

    static RunRequest model(RunRequest of, String model) {
        return new RunRequest(
                of.input(), model, of.tools(), of.options(), of.about(), of.limits(), of.idempotency(), of.manner());
    }

    static RunRequest budget(RunRequest of, Cost budget) {
        return limited(of, new RunRequest.Limits(budget, of.limits().deadline()));
    }

    static RunRequest deadline(RunRequest of, Duration deadline) {
        return limited(of, new RunRequest.Limits(of.limits().budget(), deadline));
    }

    static RunRequest own(List<Turn> input, WantedTools tools, ToolOffer... own) {
        var of = RunRequest.of(input);
        return new RunRequest(
                of.input(), of.model(), new RunRequest.ToolUse(tools, List.of(own), new ToolChoice.Auto()), of.options(),
                of.about(), of.limits(), of.idempotency(), of.manner());
    }

    static RunRequest once(RunRequest of, String key, String body) {
        return new RunRequest(
                of.input(), of.model(), of.tools(), of.options(), of.about(), of.limits(),
                new RunRequest.Idempotency(key, body), of.manner());
    }

    private static RunRequest limited(RunRequest of, RunRequest.Limits limits) {
        return new RunRequest(
                of.input(), of.model(), of.tools(), of.options(), of.about(), limits, of.idempotency(), of.manner());
    }
}
