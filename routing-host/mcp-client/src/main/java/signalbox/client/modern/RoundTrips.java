package signalbox.client.modern;

import java.time.Duration;
import signalbox.client.exchange.Elicitation;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.RpcAnswer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Multi round-trip requests: a server that needs to know more says so, and is sent the same request again with the
/// answers. Nothing of this goes along with any other request.
record RoundTrips(ModernRequests requests) {
    static final String INPUT_REQUIRED = "input_required";

    private static final int MOST_ROUNDS = 10;
    private static final int MOST_QUESTIONS = 16;
    private static final Duration PAUSE = Duration.ofMillis(250);

    RpcAnswer answer(ModernRequest request, RequestContext errand) {
        var now = request;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            var answer = requests.send(now, errand);
            if (!(answer instanceof RpcAnswer.Result(var result))
                    || !result.path("resultType").asString("").equals(INPUT_REQUIRED)) {
                return answer;
            }
            boolean asks = result.path("inputRequests").isObject();
            if (!asks && !result.path("requestState").isString()) {
                return new RpcAnswer.Broken("it wants more, and does not say what");
            }
            if (result.path("inputRequests").size() > MOST_QUESTIONS) {
                return new RpcAnswer.Broken("it asks more than " + MOST_QUESTIONS + " questions at a time");
            }
            // A server that only wants to be asked again is given time.
            if (!asks && !errand.deadline().sleep(PAUSE.multipliedBy(1L << Math.min(round, 5)))) {
                return new RpcAnswer.Broken("no answer in time");
            }
            now = next(request, result, errand);
        }
        return new RpcAnswer.Broken("it wanted more " + MOST_ROUNDS + " times");
    }

    private static ModernRequest next(ModernRequest request, ObjectNode result, RequestContext errand) {
        var params = request.params().deepCopy();
        if (result.path("inputRequests") instanceof ObjectNode questions) {
            var responses = params.putObject("inputResponses");
            questions.forEachEntry((key, question) -> responses.set(key, response(question, errand)));
        }
        if (result.path("requestState").isString()) {
            params.set("requestState", result.get("requestState"));
        }
        return new ModernRequest(request.method(), request.name(), params, request.parameters());
    }

    /// Sampling and roots were not declared: who asks for them all the same gets a refusal it can read.
    private static ObjectNode response(JsonNode question, RequestContext errand) {
        return question.path("method").asString("").equals(Elicitation.METHOD)
                ? Elicitation.result(question.path("params"), errand.respondent(), errand.deadline())
                : JsonNodeFactory.instance.objectNode().put("action", "decline");
    }
}
