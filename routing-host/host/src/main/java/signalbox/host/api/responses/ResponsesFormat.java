package signalbox.host.api.responses;

import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.api.chat.AnswerEvents;
import signalbox.host.api.chat.CallerFormat;
import signalbox.host.api.chat.FinishedChat;
import signalbox.host.api.error.ApiError;
import signalbox.host.api.error.ErrorFormat;
import signalbox.host.api.request.ApiRequest;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.ledger.RunView;
import signalbox.host.run.Runs;
import signalbox.host.turn.Turn;
import signalbox.host.wire.caller.CallerRequest;
import signalbox.host.wire.responses.ResponseState;
import signalbox.host.wire.responses.ResponsesAnswer;
import signalbox.host.wire.responses.ResponsesRequest;
import signalbox.http.server.EventStream;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's Responses API.
public final class ResponsesFormat implements CallerFormat {
    private final Runs runs;

    /// @param runs asked for the calls that the host makes while an answer is sent
    public ResponsesFormat(Runs runs) {
        this.runs = runs;
    }

    /// Without the response that it goes on from.
    @Override
    public CallerRequest.Reading read(ApiRequest request, ObjectNode body) {
        return ResponsesRequest.read(body, List.of());
    }

    @Override
    public ObjectNode answer(FinishedChat chat, CallerRequest asked) {
        return answer(chat, OutputItems.of(chat), instructions(chat.run(), asked)).json();
    }

    @Override
    public AnswerEvents events(EventStream stream, RunView begun, CallerRequest asked) {
        return new ResponseEvents(stream, begun, () -> runs.view(begun.id()), instructions(begun, asked));
    }

    @Override
    public ErrorFormat errors() {
        return ErrorFormat.OPENAI;
    }

    /// Those of the request alone, where the run is kept; else nobody goes on from it, and none are told.
    private static @Nullable String instructions(RunView run, CallerRequest asked) {
        var response = run.header().terms().response();
        return response != null && response.instructed() && asked.transcript().getFirst() instanceof Turn.Instructions(var text)
                ? text
                : null;
    }

    static ResponsesAnswer answer(FinishedChat chat, List<ObjectNode> output, @Nullable String instructions) {
        var state = switch (chat.finish()) {
            case LENGTH -> new ResponseState.Incomplete("max_output_tokens");
            case REFUSED -> new ResponseState.Incomplete("content_filter");
            case STOP, TOOL_CALLS -> new ResponseState.Completed();
        };
        var run = chat.run();
        return new ResponsesAnswer(
                run.id().as("resp_"), run.started(), chat.model(), state, output, run.usage(),
                AskedFields.of(run.header(), instructions));
    }

    static ResponsesAnswer unfinished(
            RunView run, ResponseState state, List<ObjectNode> output, @Nullable String instructions) {
        return new ResponsesAnswer(
                run.id().as("resp_"), run.started(), ApiResponses.model(run), state, output, null,
                AskedFields.of(run.header(), instructions));
    }

    static ResponseState failed(ApiError error) {
        var code = switch (error.status()) {
            case 429 -> "rate_limit_exceeded";
            case 400, 422 -> "invalid_prompt";
            default -> "server_error";
        };
        return new ResponseState.Failed(code, error.code() + ": " + error.message());
    }
}
