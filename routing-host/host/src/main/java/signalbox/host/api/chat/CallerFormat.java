package signalbox.host.api.chat;

import signalbox.host.api.error.ErrorFormat;
import signalbox.host.api.request.ApiRequest;
import signalbox.host.ledger.RunView;
import signalbox.host.wire.caller.CallerRequest;
import signalbox.http.server.EventStream;
import tools.jackson.databind.node.ObjectNode;

/// A message format that callers speak: how a request is read and an answer written. What is done for it is the same in
/// all, and is `ChatEndpoint`'s.
public interface CallerFormat {
    /// @param request whose body it is
    CallerRequest.Reading read(ApiRequest request, ObjectNode body);

    /// A whole answer.
    ObjectNode answer(FinishedChat chat, CallerRequest asked);

    /// Begins an answer in events: what is written is on its way when this returns.
    ///
    /// @param begun the run, which goes on
    AnswerEvents events(EventStream stream, RunView begun, CallerRequest asked);

    ErrorFormat errors();
}
