package signalbox.host.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import signalbox.descriptor.ServerName;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunStatus;
import signalbox.host.ledger.RunView;
import signalbox.host.run.RunRequest;
import signalbox.host.run.Runs;
import signalbox.host.tool.WantedTools;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.host.wire.chat.ChatAnswer;
import signalbox.host.wire.chat.ChatRequest;

/// `POST /v1/chat/completions`: OpenAI's chat completions over a run. Host tools run only where they are asked for; calls
/// of the caller's own functions are handed back.
///
/// The run belongs to its waiting callers: when the last one closes its connection, it is cancelled, and with it the
/// request to the provider.
final class ChatEndpoint {
    private final Runs runs;
    private final ChatCallers callers = new ChatCallers();

    ChatEndpoint(Runs runs) {
        this.runs = runs;
    }

    void complete(ApiRequest request) throws InterruptedException {
        var body = request.json();
        var chat = switch (ChatRequest.read(body)) {
            case ChatRequest.Read(var read) -> read;
            case ChatRequest.Wrong(var param, var message) ->
                throw new ApiRefusal(ApiError.invalid(param.isEmpty() ? null : param, message));
        };
        if (chat.stream()) {
            throw ApiRefusal.invalid("stream", "'stream' is not supported yet: leave it out, or false");
        }
        var ask = RequestHeaders.of(request.head());
        var wish = new RunRequest(
                chat.transcript(), chat.model(), tools(request, chat), chat.tools(), chat.choice(), chat.options(), ask.task(), "",
                ask.labels(), ask.session(), chat.metadata(), ask.budget(), ask.deadline(),
                request.idempotency(body), false);
        var work = new ArrayList<Runnable>(1);
        var view = awaited(request, StartResult.of(runs.start(request.caller(), wish, work::add)), work);
        request.reply(switch (view.status()) {
            case COMPLETED -> ApiResponses.run(200, view, answer(view).json());
            case STOPPED, FAILED, WAITING, RUNNING -> ApiResponses.run(503, view, ApiError.noAnswer(reason(view)).json());
        });
    }

    /// The chat's work is done here, on the thread of its request, unless an earlier request with the same key began it.
    private RunView awaited(ApiRequest request, RunId run, List<Runnable> work) throws InterruptedException {
        callers.join(run);
        var left = new AtomicBoolean();
        request.exchange().whenGone(() -> {
            if (left.compareAndSet(false, true) && callers.leave(run)) {
                runs.cancel(request.caller().name(), run);
            }
        });
        try {
            work.forEach(Runnable::run);
            return runs.await(run);
        } finally {
            if (left.compareAndSet(false, true)) {
                callers.leave(run);
            }
        }
    }

    private static String reason(RunView view) {
        return view.status() == RunStatus.STOPPED ? "the run was stopped: " + view.reason() : view.reason();
    }

    private static WantedTools tools(ApiRequest request, ChatRequest chat) {
        var entries = new ArrayList<WantedTools.OfServer>();
        for (var asked : chat.hostTools()) {
            if (!ServerName.isValid(asked.server())) {
                throw ApiRefusal.invalid("tools", "'" + asked.server() + "' is no server: write a name such as retail");
            }
            entries.add(new WantedTools.OfServer(new ServerName(asked.server()), new HashSet<>(asked.allowed())));
        }
        var header = request.header("X-Signalbox-Tools");
        if (header != null && RunBody.listed(header) instanceof WantedTools.Listed(var more)) {
            entries.addAll(more);
        }
        checkNames(chat, entries);
        return entries.isEmpty() ? new WantedTools.None() : new WantedTools.Listed(entries);
    }

    /// No function of the caller may pass for a tool of the host, and a tool that is chosen must be there.
    private static void checkNames(ChatRequest chat, List<WantedTools.OfServer> hosts) {
        var own = chat.tools().stream().map(ToolOffer::name).toList();
        for (var name : own) {
            for (var host : hosts) {
                if (isOf(host, name)) {
                    throw ApiRefusal.invalid("tools", "'" + name + "' would pass for one of the host's tools of '" + host.server()
                            + "': give your function another name");
                }
            }
        }
        if (chat.choice() instanceof ToolChoice.Named(var chosen)
                && !own.contains(chosen)
                && hosts.stream().noneMatch(host -> isOf(host, chosen))) {
            throw ApiRefusal.invalid("tool_choice", "'" + chosen + "' is none of the tools asked for here: choose "
                    + (own.isEmpty() ? "auto" : "one of " + String.join(", ", own)));
        }
    }

    private static boolean isOf(WantedTools.OfServer host, String name) {
        return name.startsWith(host.server() + "__");
    }

    private static ChatAnswer answer(RunView view) {
        List<Part> parts = view.output().isEmpty() ? List.of() : List.of(new Part.Text(view.output()));
        var turn = new Turn.Assistant(parts, view.handedBack(), List.of());
        var model = view.steps().isEmpty() ? view.askedModel() : view.steps().getLast().model();
        var finish = switch (view.finish()) {
            case "length" -> FinishReason.LENGTH;
            case "tool_calls" -> FinishReason.TOOL_CALLS;
            default -> FinishReason.STOP;
        };
        return new ChatAnswer(view.id().chat(), view.started(), model, turn, finish, view.usage());
    }
}
