package signalbox.host.tool.elicitation;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import signalbox.client.exchange.Elicitation;
import signalbox.client.exchange.Question;
import signalbox.client.exchange.Reply;
import signalbox.client.exchange.Respondent;
import signalbox.descriptor.ServerName;
import signalbox.host.ledger.RunView.Input.Kind;
import signalbox.host.wire.mask.SecretMask;
import signalbox.http.client.Deadline;
import signalbox.source.JsonSchema;
import tools.jackson.databind.node.ObjectNode;

/// Hands a server's questions to the caller of the run, where the operator wants that and the caller can be asked.
///
/// @param allowed whether the operator wants it
/// @param mask of what the server is shown, which it may ask back
public record CallerQuestions(ServerName server, boolean allowed, Elicitations elicitations, Supplier<SecretMask> mask)
        implements Respondent {
    private static final int MOST_FAULTS = 5;

    @Override
    public boolean canBeAsked() {
        return allowed && elicitations.canBeAsked();
    }

    @Override
    public Reply answer(Question question, Deadline deadline) {
        var elicitation = elicitation(question);
        if (canBeAsked()) {
            return elicitations.ask(elicitation, deadline.left());
        }
        elicitations.declined(elicitation);
        return new Reply.Decline();
    }

    private ElicitationRequest elicitation(Question question) {
        var masking = mask.get();
        return switch (question) {
            case Question.Form form -> new ElicitationRequest(
                    server, Kind.FORM, SeenText.of(masking.mask(form.message())), masking.mask(form.schema()), null,
                    content -> faults(form, content));
            case Question.Visit(var message, var url) -> new ElicitationRequest(
                    server, Kind.VISIT, SeenText.of(masking.mask(message)), null, URI.create(masking.mask(url.toString())),
                    _ -> List.of());
        };
    }

    /// What is wrong with this answer to a form; empty where nothing is.
    public static List<String> faults(Question.Form form, ObjectNode content) {
        return JsonSchema.of(form.schema()).violations(Elicitation.completed(form, content)).stream()
                .limit(MOST_FAULTS)
                .map(Object::toString)
                .toList();
    }
}
