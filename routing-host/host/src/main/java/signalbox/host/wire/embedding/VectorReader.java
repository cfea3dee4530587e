package signalbox.host.wire.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Specialty;
import signalbox.policy.money.Usage;
import tools.jackson.databind.JsonNode;

/// Gathers the vectors of an answer, each at its place, and holds them to what was asked: one of each input, all of one
/// length, and of the length that was asked for. A vector at another's place would be found for another's text, by nobody
/// noticed.
final class VectorReader {
    private final Specialty.Embeddings asked;
    private final float[] @Nullable [] found;
    private String fault = "";

    VectorReader(Specialty.Embeddings asked) {
        this.asked = asked;
        found = new float[asked.inputs().size()][];
    }

    /// @param index whose input's it is
    /// @param vector a list of numbers, or base64 of 32-bit floats, least byte first
    void take(int index, JsonNode vector) {
        if (index < 0 || index >= found.length || found[index] != null) {
            fault("a vector of the input " + index + ", where each of " + found.length + " inputs has one");
            return;
        }
        float[] numbers = vector.isString() ? decoded(vector.stringValue()) : numbers(vector);
        if (numbers == null || numbers.length == 0) {
            fault("a vector that is neither a list of numbers nor base64 of 32-bit floats");
            return;
        }
        found[index] = numbers;
    }

    Outcome outcome(@Nullable Usage usage, String served) {
        var dimensions = asked.dimensions();
        List<float[]> vectors = Arrays.stream(found).filter(Objects::nonNull).toList();
        if (fault.isEmpty() && vectors.size() < found.length) {
            fault(vectors.size() + " vectors of " + found.length + " inputs");
        }
        for (float[] vector : vectors) {
            int due = dimensions == null ? vectors.getFirst().length : dimensions;
            if (vector.length != due) {
                fault("a vector of " + vector.length + " dimensions where " + due + " were due");
            }
        }
        return fault.isEmpty()
                ? new Outcome.Produced(new Specialty.Vectors(new ArrayList<>(vectors)), usage, served)
                : new Outcome.Nonsense(fault, usage);
    }

    private void fault(String what) {
        fault = fault.isEmpty() ? what : fault;
    }

    private static float @Nullable [] numbers(JsonNode list) {
        if (!list.isArray()) {
            return null;
        }
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i).isNumber() ? list.get(i).decimalValue().floatValue() : Float.NaN;
        }
        return finite(numbers);
    }

    private static float @Nullable [] decoded(String base64) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
            if (bytes.remaining() % Float.BYTES != 0) {
                return null;
            }
            float[] numbers = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(numbers);
            return finite(numbers);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static float @Nullable [] finite(float[] numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                return null;
            }
        }
        return numbers;
    }
}
