package signalbox.host.api.embeddings;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.RunView;
import signalbox.host.turn.Specialty;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The answer as OpenAI's reference describes it.
final class EmbeddingsAnswer {
    private EmbeddingsAnswer() {}

    static ObjectNode json(RunView run, Specialty.Vectors made, boolean base64) {
        var answer = JsonNodeFactory.instance.objectNode().put("object", "list");
        var data = answer.putArray("data");
        for (var vector : made.vectors()) {
            var one = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            if (base64) {
                one.put("embedding", encoded(vector));
            } else {
                write(vector, one.putArray("embedding"));
            }
        }
        long tokens = tokens(run);
        answer.put("model", ApiResponses.model(run));
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return answer;
    }

    /// Of the attempt that came to something.
    private static long tokens(RunView run) {
        return run.steps().getLast().attempts().stream()
                .filter(attempt -> attempt.outcome().equals(Entry.AttemptOutcome.OK.word()))
                .mapToLong(attempt -> attempt.usage().input())
                .sum();
    }

    private static void write(float[] vector, ArrayNode list) {
        for (float number : vector) {
            list.add(number);
        }
    }

    private static String encoded(float[] vector) {
        var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
