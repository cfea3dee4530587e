package signalbox.host.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import signalbox.descriptor.ServerName;
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
import signalbox.identity.web.BearerChain;

/// `POST /v1/chat/completions`: OpenAI's chat completions over a run. Host tools run only where they are asked for; calls
/// of the caller's own functions are handed back.
final class ChatEndpoint {
    private final Runs runs;

    ChatEndpoint(Runs runs) {
        this.runs = runs;
    }

    ServerResponse complete(ServerRequest request) throws IOException, InterruptedException {
        var body = StrictJson.read(request.servletRequest().getInputStream());
        var chat = switch (ChatRequest.read(body)) {
            case ChatRequest.Read(var read) -> read;
            case ChatRequest.Wrong(var param, var message) ->
                throw new ApiRefusal(ApiError.invalid(param.isEmpty() ? null : param, message));
        };
        if (chat.stream()) {
            throw ApiRefusal.invalid("stream", "'stream' is not supported yet: leave it out, or false");
        }
        var ask = RequestHeaders.of(request.headers().asHttpHeaders());
        var wish = new RunRequest(
                chat.transcript(), chat.model(), tools(request, chat), chat.tools(), chat.choice(), chat.options(), ask.task(), "",
                ask.labels(), ask.session(), chat.metadata(), ask.budget(), ask.deadline(),
                RunEndpoints.idempotency(request, body), false);
        var view = runs.await(StartResult.of(runs.start(BearerChain.principal(), wish)));
        return switch (view.status()) {
            case COMPLETED -> ApiResponses.run(200, view, answer(view).json());
            case STOPPED, FAILED, WAITING, RUNNING -> ApiResponses.run(503, view, ApiError.noAnswer(reason(view)).json());
        };
    }

    private static String reason(RunView view) {
        return view.status() == RunStatus.STOPPED ? "the run was stopped: " + view.reason() : view.reason();
    }

    private static WantedTools tools(ServerRequest request, ChatRequest chat) {
        var entries = new ArrayList<WantedTools.OfServer>();
        for (var asked : chat.hostTools()) {
            if (!ServerName.isValid(asked.server())) {
                throw ApiRefusal.invalid("tools", "'" + asked.server() + "' is no server: write a name such as retail");
            }
            entries.add(new WantedTools.OfServer(new ServerName(asked.server()), new HashSet<>(asked.allowed())));
        }
        var header = request.headers().firstHeader("X-Signalbox-Tools");
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
