package signalbox.host.api.run;

import java.util.Set;
import signalbox.client.exchange.Reply;
import signalbox.host.api.error.ApiRefusal;
import signalbox.host.api.request.Fields;
import signalbox.host.ledger.QuestionId;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The body of `POST /v1/runs/{id}/inputs`: which question, and the answer.
record InputBody(QuestionId question, Reply reply) {
    static InputBody read(Fields body) {
        body.only(Set.of("id", "action", "content"));
        var id = body.text("id", "");
        if (!id.matches("ask_[0-9A-Za-z]{1,64}")) {
            throw ApiRefusal.invalid("id", "'id' must be the id of an open question, such as ask_...");
        }
        return new InputBody(new QuestionId(id), switch (body.text("action", "")) {
            case "accept" -> new Reply.Accept(content(body));
            case "decline" -> new Reply.Decline();
            case "cancel" -> new Reply.Cancel();
            default -> throw ApiRefusal.invalid("action", "'action' must be accept, decline or cancel");
        });
    }

    private static ObjectNode content(Fields body) {
        return body.has("content") ? Fields.of(body.node("content"), "content").object() : JsonNodeFactory.instance.objectNode();
    }
}
