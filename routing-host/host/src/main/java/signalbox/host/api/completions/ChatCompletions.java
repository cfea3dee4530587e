package signalbox.host.api.completions;

import signalbox.host.api.chat.AnswerEvents;
import signalbox.host.api.chat.CallerFormat;
import signalbox.host.api.chat.FinishedChat;
import signalbox.host.api.error.ErrorFormat;
import signalbox.host.api.request.ApiRequest;
import signalbox.host.ledger.RunView;
import signalbox.host.wire.caller.CallerRequest;
import signalbox.host.wire.chat.ChatAnswer;
import signalbox.host.wire.chat.ChatRequest;
import signalbox.http.server.EventStream;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's chat completions.
public final class ChatCompletions implements CallerFormat {
    @Override
    public CallerRequest.Reading read(ApiRequest request, ObjectNode body) {
        return ChatRequest.read(body);
    }

    @Override
    public ObjectNode answer(FinishedChat chat, CallerRequest asked) {
        return answer(chat).json();
    }

    @Override
    public AnswerEvents events(EventStream stream, RunView begun, CallerRequest asked) {
        return new ChatCompletionChunks(stream, begun, asked.delivery());
    }

    @Override
    public ErrorFormat errors() {
        return ErrorFormat.OPENAI;
    }

    static ChatAnswer answer(FinishedChat chat) {
        var run = chat.run();
        return new ChatAnswer(run.id().chat(), run.started(), chat.model(), chat.turn(), chat.finish(), run.usage());
    }
}
