package signalbox.host.api.messages;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import signalbox.host.api.chat.AnswerEvents;
import signalbox.host.api.chat.CallerFormat;
import signalbox.host.api.chat.FinishedChat;
import signalbox.host.api.error.ErrorFormat;
import signalbox.host.api.request.ApiRequest;
import signalbox.host.ledger.RunView;
import signalbox.host.wire.caller.CallerRequest;
import signalbox.host.wire.messages.MessagesAnswer;
import signalbox.host.wire.messages.MessagesRequest;
import signalbox.host.wire.messages.MessagesVersion;
import signalbox.http.server.EventStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Anthropic's Messages API. A beta that the header `anthropic-beta` names allows a field of the body and does nothing else,
/// and what becomes of each field does not depend on it.
public final class MessagesFormat implements CallerFormat {
    @Override
    public CallerRequest.Reading read(ApiRequest request, ObjectNode body) {
        return read(request, body, MessagesRequest::read);
    }

    /// @param reader of a body of this version
    static CallerRequest.Reading read(
            ApiRequest request, ObjectNode body, BiFunction<JsonNode, MessagesVersion, CallerRequest.Reading> reader) {
        var named = request.header(MessagesVersion.HEADER);
        var version = MessagesVersion.of(named);
        return version == null
                ? new CallerRequest.Wrong(MessagesVersion.HEADER, "'" + MessagesVersion.HEADER + "' is '" + named + "': write "
                        + Arrays.stream(MessagesVersion.values()).map(MessagesVersion::word).collect(Collectors.joining(" or ")))
                : reader.apply(body, version);
    }

    @Override
    public ObjectNode answer(FinishedChat chat, CallerRequest asked) {
        return answer(chat).json();
    }

    @Override
    public AnswerEvents events(EventStream stream, RunView begun, CallerRequest asked) {
        return new MessageEvents(stream, begun);
    }

    @Override
    public ErrorFormat errors() {
        return ErrorFormat.ANTHROPIC;
    }

    static MessagesAnswer answer(FinishedChat chat) {
        var run = chat.run();
        return new MessagesAnswer(run.id().as("msg_"), chat.model(), chat.turn(), chat.finish(), run.usage());
    }
}
