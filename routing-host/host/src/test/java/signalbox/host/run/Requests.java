package signalbox.host.run;

import java.time.Duration;
import java.util.List;
import signalbox.host.tool.WantedTools;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.policy.money.Cost;

/// Requests that differ from the plain one in one thing.
final class Requests {
    private Requests() {}

    static RunRequest task(RunRequest of, String task) {
        return new RunRequest(
                of.input(), of.model(), of.tools(), of.callerTools(), of.choice(), of.options(), task, of.kind(),
                of.labels(), of.session(), of.metadata(), of.budget(), of.deadline(), of.idempotency(),
                of.answersQuestions());
    }

    static RunRequest model(RunRequest of, String model) {
        return new RunRequest(
                of.input(), model, of.tools(), of.callerTools(), of.choice(), of.options(), of.task(), of.kind(),
                of.labels(), of.session(), of.metadata(), of.budget(), of.deadline(), of.idempotency(),
                of.answersQuestions());
    }

    static RunRequest budget(RunRequest of, Cost budget) {
        return new RunRequest(
                of.input(), of.model(), of.tools(), of.callerTools(), of.choice(), of.options(), of.task(), of.kind(),
                of.labels(), of.session(), of.metadata(), budget, of.deadline(), of.idempotency(),
                of.answersQuestions());
    }

    static RunRequest deadline(RunRequest of, Duration deadline) {
        return new RunRequest(
                of.input(), of.model(), of.tools(), of.callerTools(), of.choice(), of.options(), of.task(), of.kind(),
                of.labels(), of.session(), of.metadata(), of.budget(), deadline, of.idempotency(),
                of.answersQuestions());
    }

    static RunRequest own(List<Turn> input, WantedTools tools, ToolOffer... own) {
        var of = RunRequest.of(input);
        return new RunRequest(
                of.input(), of.model(), tools, List.of(own), of.choice(), SamplingOptions.NONE, of.task(), of.kind(),
                of.labels(), of.session(), of.metadata(), of.budget(), of.deadline(), of.idempotency(),
                of.answersQuestions());
    }

    static RunRequest once(RunRequest of, String key, String body) {
        return new RunRequest(
                of.input(), of.model(), of.tools(), of.callerTools(), of.choice(), of.options(), of.task(), of.kind(),
                of.labels(), of.session(), of.metadata(), of.budget(), of.deadline(),
                new RunRequest.Idempotency(key, body), of.answersQuestions());
    }
}
