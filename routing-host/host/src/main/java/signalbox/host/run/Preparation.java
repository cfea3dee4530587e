package signalbox.host.run;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.KeptTurns;
import signalbox.host.ledger.RunHeader;
import signalbox.host.ledger.RunId;
import signalbox.host.route.AskedModel;
import signalbox.host.run.feed.SpecialtyCall;
import signalbox.host.run.loop.LiveRun;
import signalbox.host.run.state.RunLimits;
import signalbox.host.tool.ToolServers;
import signalbox.host.tool.WantedTools;
import signalbox.host.turn.Turn;
import signalbox.identity.Principal;
import signalbox.policy.money.Cost;

/// Makes a run of a request, or says why there can be none.
record Preparation(KeptTurns kept, ToolServers servers, Runs.Rules rules, RunLimits limits, Clock clock) {
    sealed interface Prepared {}

    record Run(RunHeader header, List<Entry> input, LiveRun.Policy policy) implements Prepared {}

    record UnknownModel(String problem) implements Prepared {}

    record UnknownTools(String problem) implements Prepared {}

    record Invalid(String problem) implements Prepared {}

    Prepared of(Principal caller, RunRequest request) {
        var policy = rules.frozen().get();
        var asked = AskedModel.read(request.model(), policy);
        if (asked == null || !rules.grants().mayUse(caller, asked.name(), asked.name())) {
            return new UnknownModel("there is no model '" + request.model() + "': GET /v1/models lists those you may ask for");
        }
        var unknown = request.tools().wanted() instanceof WantedTools.Listed(var wanted) ? servers.unknown(caller, wanted) : List.<String>of();
        if (!unknown.isEmpty()) {
            return new UnknownTools(String.join("\n", unknown));
        }
        var input = request.manner() instanceof RunRequest.Manner.Single
                ? new Conversation.Whole(List.of())
                : Conversation.of(whole(caller, request));
        return switch (input) {
            case Conversation.Broken(var problem) -> new Invalid(problem);
            case Conversation.Whole(var turns) -> {
                var budget = least(policy.routing().money().run(), request.limits().budget());
                var at = clock.instant();
                var header = new RunHeader(
                        RunId.fresh(),
                        origin(request.manner()),
                        caller,
                        new RunHeader.Asked(
                                asked.name(), tools(request.tools().wanted()), request.tools().callers(), request.tools().choice(),
                                request.options()),
                        request.about(),
                        new RunHeader.Terms(
                                budget, at.plus(deadline(request)), request.manner() instanceof RunRequest.Manner.Job,
                                response(request)),
                        policy.routing().revision(), at);
                var entries = turns.stream().<Entry>map(Entry.TurnAdded::new).toList();
                yield new Run(header, entries, new LiveRun.Policy(policy, asked, call(request)));
            }
        };
    }

    /// What goes on from a response that is kept has all of its turns already.
    private List<Turn> whole(Principal caller, RunRequest request) {
        var response = response(request);
        return response != null && response.previous() != null ? request.input() : kept.restored(caller.name(), request.input());
    }

    private static RunHeader.Origin origin(RunRequest.Manner manner) {
        return switch (manner) {
            case RunRequest.Manner.Chat _, RunRequest.Manner.Single _ -> RunHeader.Origin.CHAT;
            case RunRequest.Manner.Response _, RunRequest.Manner.Job _ -> RunHeader.Origin.RUN;
        };
    }

    private static @Nullable SpecialtyCall call(RunRequest request) {
        return request.manner() instanceof RunRequest.Manner.Single(var call) ? call : null;
    }

    private static RunHeader.@Nullable Response response(RunRequest request) {
        return request.manner() instanceof RunRequest.Manner.Response(var response) ? response : null;
    }

    private Duration deadline(RunRequest request) {
        var wished = request.limits().deadline();
        if (wished == null) {
            return limits.deadline();
        }
        return wished.compareTo(limits.longest()) < 0 ? wished : limits.longest();
    }

    private static RunHeader.Tools tools(WantedTools wanted) {
        return switch (wanted) {
            case WantedTools.FromRule _ -> new RunHeader.Tools.OfTheRule();
            case WantedTools.None _ -> new RunHeader.Tools.Named(List.of());
            case WantedTools.Listed(var entries) -> {
                var names = new ArrayList<String>();
                for (var entry : entries) {
                    if (entry.tools().isEmpty()) {
                        names.add(entry.server().value());
                    }
                    entry.tools().stream().sorted().forEach(tool -> names.add(entry.server() + "." + tool));
                }
                yield new RunHeader.Tools.Named(names);
            }
        };
    }

    private static @Nullable Cost least(@Nullable Cost one, @Nullable Cost other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
