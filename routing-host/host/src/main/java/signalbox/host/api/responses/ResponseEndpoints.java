package signalbox.host.api.responses;

import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.api.chat.ChatEndpoint;
import signalbox.host.api.chat.FinishedChat;
import signalbox.host.api.chat.UnansweredChat;
import signalbox.host.api.error.ApiError;
import signalbox.host.api.error.ApiRefusal;
import signalbox.host.api.error.StartResult;
import signalbox.host.api.request.ApiRequest;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.ledger.RunHeader;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunStatus;
import signalbox.host.run.KeptResponse;
import signalbox.host.run.RunRequest;
import signalbox.host.run.Runs;
import signalbox.host.turn.StopCode;
import signalbox.host.wire.responses.ResponseState;
import signalbox.host.wire.responses.ResponsesAnswer;
import signalbox.host.wire.responses.ResponsesRequest;
import signalbox.host.wire.WireJson;
import tools.jackson.databind.node.ObjectNode;

/// `POST /v1/responses` and what belongs to a response. One that is kept is a run, whose turns the ledger has as long as those
/// of any; a caller sees its own, and another's answers like one that is not there.
public final class ResponseEndpoints {
    private static final String START = "resp_";

    private final Runs runs;
    private final ChatEndpoint chats;

    public ResponseEndpoints(Runs runs) {
        this.runs = runs;
        chats = new ChatEndpoint(runs, new ResponsesFormat(runs));
    }

    public void create(ApiRequest request) throws InterruptedException {
        var body = request.json();
        var previous = ResponsesRequest.previous(body);
        var before = previous.isEmpty() ? null : before(request, previous);
        var chat = ChatEndpoint.read(ResponsesRequest.read(body, before == null ? List.of() : before.turns()));
        var wish = ChatEndpoint.wish(request, chat, request.idempotency(body), manner(body, before));
        if (!ResponsesRequest.isInBackground(body)) {
            chats.answer(request, chat, wish);
            return;
        }
        reply(request, kept(request, StartResult.of(runs.startUnawaited(request.caller(), wish))));
    }

    public void read(ApiRequest request) {
        reply(request, kept(request, id(request.id())));
    }

    /// One that has ended stays as it is.
    public void cancel(ApiRequest request) throws InterruptedException {
        var response = kept(request, id(request.id()));
        if (!response.asked().background()) {
            throw new ApiRefusal(ApiError.invalid(null, "Only background responses can be cancelled: close the connection of this one"));
        }
        if (runs.cancel(request.caller().name(), response.run().id())) {
            runs.await(response.run().id());
        }
        reply(request, kept(request, response.run().id()));
    }

    /// What was said is deleted: nothing goes on from it, and an idempotency key counts no more.
    public void delete(ApiRequest request) {
        var run = kept(request, id(request.id())).run();
        if (!run.isEnded()) {
            throw new ApiRefusal(ApiError.invalid(null, "The response '" + request.id() + "' is not at its end: cancel it first"));
        }
        runs.forget(run);
        request.reply(ApiResponses.run(200, run, WireJson.object()
                .put("id", request.id()).put("object", "response").put("deleted", true)));
    }

    private static RunRequest.Manner manner(ObjectNode body, @Nullable KeptResponse before) {
        return ResponsesRequest.isStored(body)
                ? new RunRequest.Manner.Response(new RunHeader.Response(
                        before == null ? null : before.run().id(), ResponsesRequest.isInstructed(body),
                        ResponsesRequest.isInBackground(body)))
                : new RunRequest.Manner.Chat();
    }

    private KeptResponse before(ApiRequest request, String id) {
        var run = id(id);
        var response = run == null ? null : runs.response(request.caller(), run);
        if (response == null) {
            throw notContinued("previous_response_not_found", "Previous response with id '" + shown(id) + "' not found.");
        }
        if (response.run().status() != RunStatus.COMPLETED) {
            throw notContinued("invalid_value", "the response '" + id + "' is not completed, and cannot be gone on from:"
                    + " send the conversation in 'input'");
        }
        if (!response.whole()) {
            throw notContinued("previous_response_not_found", "What was said up to the response '" + id
                    + "' is kept no longer: send the conversation in 'input'");
        }
        return response;
    }

    private static ApiRefusal notContinued(String code, String message) {
        return new ApiRefusal(new ApiError(400, "invalid_request_error", code, "previous_response_id", message));
    }

    private KeptResponse kept(ApiRequest request, @Nullable RunId run) {
        var response = run == null ? null : runs.response(request.caller(), run);
        if (response == null || !response.whole()) {
            throw new ApiRefusal(ApiError.notFound("Response with id '" + shown(request.id()) + "' not found."));
        }
        return response;
    }

    private static @Nullable RunId id(String id) {
        return id.matches(START + "[0-9A-Za-z]{1,64}") ? new RunId(RunId.START + id.substring(START.length())) : null;
    }

    private static String shown(String id) {
        return id.matches("[0-9A-Za-z_-]{1,100}") ? id : "?";
    }

    private static void reply(ApiRequest request, KeptResponse response) {
        request.reply(ApiResponses.run(200, response.run(), answer(response).json()));
    }

    private static ResponsesAnswer answer(KeptResponse response) {
        var run = response.run();
        var chat = FinishedChat.of(run);
        if (chat != null) {
            return ResponsesFormat.answer(chat, OutputItems.of(chat), response.instructions());
        }
        ResponseState state = !run.isEnded() ? new ResponseState.InProgress()
                : run.finish().equals(StopCode.CANCELLED) ? new ResponseState.Cancelled()
                : ResponsesFormat.failed(UnansweredChat.error(run));
        return ResponsesFormat.unfinished(run, state, List.of(), response.instructions());
    }
}
