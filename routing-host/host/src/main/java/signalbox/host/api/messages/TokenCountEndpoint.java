package signalbox.host.api.messages;

import signalbox.host.api.chat.ChatEndpoint;
import signalbox.host.api.error.PreviewResult;
import signalbox.host.api.request.ApiRequest;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.run.RunRequest;
import signalbox.host.run.Runs;
import signalbox.host.wire.messages.MessagesRequest;
import tools.jackson.databind.node.JsonNodeFactory;

/// `POST /v1/messages/count_tokens`: the host's own estimate of what the first step of the same request would send, whichever
/// model took it. No model is asked.
public final class TokenCountEndpoint {
    private final Runs runs;

    public TokenCountEndpoint(Runs runs) {
        this.runs = runs;
    }

    public void count(ApiRequest request) {
        var body = request.json();
        var asked = ChatEndpoint.read(MessagesFormat.read(request, body, MessagesRequest::counted));
        var step = PreviewResult.of(runs.preview(request.caller(), ChatEndpoint.wish(request, asked, null, new RunRequest.Manner.Chat()))).facts().step();
        request.reply(ApiResponses.json(200, JsonNodeFactory.instance.objectNode().put("input_tokens", step.input().tokens())));
    }
}
