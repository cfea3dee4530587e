package signalbox.host.api.embeddings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.host.api.error.ApiRefusal;
import signalbox.host.api.request.Fields;
import signalbox.host.turn.Specialty;
import signalbox.host.turn.Specialty.EmbeddingInput;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A request as OpenAI's reference describes it; a field that is not there is refused by name.
///
/// @param base64 whether vectors go back as base64 of 32-bit floats
record EmbeddingsBody(String model, Specialty.Embeddings asked, boolean base64) {
    private static final Set<String> FIELDS = Set.of("model", "input", "dimensions", "encoding_format", "user");
    private static final int MOST_INPUTS = 2_048;
    private static final int MOST_DIMENSIONS = 65_536;
    private static final String INPUT = "input";
    private static final String FORMS = "'input' must be a text, a list of texts, a list of tokens, or a list of lists of tokens";

    static EmbeddingsBody read(ObjectNode body) {
        var fields = Fields.of(body, "").only(FIELDS);
        var model = fields.text("model", "");
        if (model.isEmpty()) {
            throw ApiRefusal.invalid("model", "'model' is missing: GET /v1/models lists those you may ask for");
        }
        var user = fields.text("user", "");
        return new EmbeddingsBody(
                model,
                new Specialty.Embeddings(inputs(fields.node(INPUT)), dimensions(fields), user.isEmpty() ? null : user),
                isBase64(fields.text("encoding_format", "float")));
    }

    private static boolean isBase64(String format) {
        return switch (format) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw ApiRefusal.invalid("encoding_format", "'encoding_format' must be float or base64, not '" + format + "'");
        };
    }

    private static @Nullable Integer dimensions(Fields fields) {
        if (!fields.has("dimensions")) {
            return null;
        }
        var number = fields.node("dimensions");
        if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() < 1 || number.intValue() > MOST_DIMENSIONS) {
            throw ApiRefusal.invalid("dimensions", "'dimensions' must be a whole number from 1 to " + MOST_DIMENSIONS);
        }
        return number.intValue();
    }

    private static List<EmbeddingInput> inputs(JsonNode node) {
        if (node.isString()) {
            return List.of(text(node, INPUT));
        }
        if (!node.isArray() || node.isEmpty()) {
            throw ApiRefusal.invalid(INPUT, FORMS + ", and not empty");
        }
        if (node.get(0).isNumber()) {
            return List.of(tokens(node, INPUT));
        }
        if (node.size() > MOST_INPUTS) {
            throw ApiRefusal.invalid(INPUT, "'input' has " + node.size() + " inputs: " + MOST_INPUTS + " are the most");
        }
        boolean texts = node.get(0).isString();
        var inputs = new ArrayList<EmbeddingInput>(node.size());
        for (var each : node) {
            var place = INPUT + "[" + inputs.size() + "]";
            inputs.add(texts ? text(each, place) : tokens(each, place));
        }
        return inputs;
    }

    private static EmbeddingInput text(JsonNode node, String place) {
        if (!node.isString()) {
            throw ApiRefusal.invalid(place, FORMS);
        }
        if (node.stringValue().isEmpty()) {
            throw ApiRefusal.invalid(place, "'" + place + "' is empty: leave it out, or write its text");
        }
        return new EmbeddingInput.Text(node.stringValue());
    }

    private static EmbeddingInput tokens(JsonNode node, String place) {
        if (!node.isArray() || node.isEmpty()) {
            throw ApiRefusal.invalid(place, FORMS + ", and not empty");
        }
        var tokens = new ArrayList<Integer>(node.size());
        for (var token : node) {
            if (!token.isIntegralNumber() || !token.canConvertToInt() || token.intValue() < 0) {
                throw ApiRefusal.invalid(place, "'" + place + "' must have whole numbers from 0 on as its tokens");
            }
            tokens.add(token.intValue());
        }
        return new EmbeddingInput.Tokens(tokens);
    }
}
