package signalbox.host.fake;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import signalbox.host.wire.WireJson;
import signalbox.testing.ScriptedHttp.Answer;
import signalbox.testing.ScriptedHttp.Seen;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A provider's side of requests for embeddings: it refuses what the provider refuses. The vector of an input says which input
/// it is of: its length in characters or tokens, and then zeros.
///
/// - OpenAI's reference of `POST /embeddings`: the fields, `cannot be an empty string, and any array must be 2048 dimensions or
///   less`, `dimensions`: `only supported in text-embedding-3 and later models`.
/// - Mistral's reference of `POST /v1/embeddings`: `output_dimension`, `input` a text or texts; other fields answer 422.
/// - Ollama's `middleware/openai.go`: `input` texts, `encoding_format` float or base64; `EmbedRequest` has no `user`.
/// - `ai.google.dev/api/embeddings`: a batch of requests, each with its model's resource name; the service's error text
///   `BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch`.
public record FakeEmbeddings(String profile) {
    private static final int USUAL = 4;
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "openai", Set.of("model", "input", "dimensions", "encoding_format", "user"),
            "mistral", Set.of("model", "input", "output_dimension", "output_dtype", "encoding_format", "metadata"),
            "ollama", Set.of("model", "input", "dimensions", "encoding_format"));

    public Answer answer(Seen seen) {
        var body = (ObjectNode) WireJson.parse(seen.body());
        var faults = profile.equals("gemini") ? geminiFaults(seen, body) : faults(seen, body);
        if (!faults.isEmpty()) {
            var error = WireJson.object();
            error.putObject("error").put("message", String.join("; ", faults));
            return Answer.of(400, "application/json", error.toString());
        }
        return Answer.json((profile.equals("gemini") ? gemini(body) : embeddings(body)).toString());
    }

    private List<String> faults(Seen seen, ObjectNode body) {
        var faults = new Faults();
        faults.unless(seen.path().equals("/v1/embeddings"), "unknown path " + seen.path());
        faults.unless(seen.headers().containsKey("authorization") != profile.equals("ollama"), "the key is not in its place");
        faults.onlyFields(body, FIELDS.getOrDefault(profile, Set.of()), "body");
        var input = body.path("input");
        faults.unless(input.isArray() && !input.isEmpty() && input.size() <= 2_048, "input: 1 to 2048 inputs");
        for (var each : input) {
            faults.unless(
                    (each.isString() && !each.stringValue().isEmpty()) || (each.isArray() && profile.equals("openai")),
                    "input: invalid input type");
        }
        faults.unless(Set.of("float", "base64").contains(body.path("encoding_format").asString("float")), "encoding_format");
        faults.unless(
                !body.has("dimensions") || !body.path("model").asString("").contains("ada"),
                "This model does not support specifying dimensions.");
        return faults.list();
    }

    private static List<String> geminiFaults(Seen seen, ObjectNode body) {
        var faults = new Faults();
        faults.unless(seen.path().matches("/v1beta/models/[a-z0-9-]+:batchEmbedContents"), "unknown path " + seen.path());
        faults.unless(seen.headers().containsKey("x-goog-api-key"), "API key not valid");
        faults.onlyFields(body, Set.of("requests"), "body");
        faults.unless(
                body.path("requests").size() <= 100,
                "* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch");
        for (var each : body.path("requests")) {
            faults.onlyFields((ObjectNode) each, Set.of("model", "content", "taskType", "title", "outputDimensionality"), "request");
            faults.unless(
                    seen.path().contains("/" + each.path("model").asString("") + ":"), "the model of each request is the path's");
            faults.unless(each.at("/content/parts").size() == 1, "several parts of a content become one vector");
        }
        return faults.list();
    }

    private static ObjectNode embeddings(ObjectNode body) {
        var answer = WireJson.object().put("object", "list").put("model", body.path("model").asString(""));
        var data = answer.putArray("data");
        int dimensions = body.path("dimensions").asInt(body.path("output_dimension").asInt(USUAL));
        long tokens = 0;
        var backwards = new ArrayList<JsonNode>();
        body.path("input").forEach(backwards::addFirst);
        for (int i = backwards.size(); i > 0; i--) { // the order of the list says nothing: the index does
            var input = backwards.get(backwards.size() - i);
            var one = data.addObject().put("object", "embedding").put("index", i - 1);
            int length = input.isString() ? input.stringValue().length() : input.size();
            tokens += length;
            if (body.path("encoding_format").asString("").equals("base64")) {
                one.put("embedding", base64(length, dimensions));
            } else {
                fill(one.putArray("embedding"), length, dimensions);
            }
        }
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return answer;
    }

    private static ObjectNode gemini(ObjectNode body) {
        var answer = WireJson.object();
        var list = answer.putArray("embeddings");
        long tokens = 0;
        for (var each : body.path("requests")) {
            int length = each.at("/content/parts/0/text").asString("").length();
            tokens += length;
            fill(list.addObject().putArray("values"), length, each.path("outputDimensionality").asInt(USUAL));
        }
        answer.putObject("usageMetadata").put("promptTokenCount", tokens);
        return answer;
    }

    private static void fill(ArrayNode vector, int length, int dimensions) {
        vector.add(length + 0.5);
        for (int i = 1; i < dimensions; i++) {
            vector.add(0);
        }
    }

    private static String base64(int length, int dimensions) {
        var bytes = ByteBuffer.allocate(dimensions * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(length + 0.5f);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
