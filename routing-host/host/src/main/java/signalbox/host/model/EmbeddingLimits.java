package signalbox.host.model;

import org.jspecify.annotations.Nullable;
import signalbox.host.model.Portability.LostParameter;
import signalbox.host.turn.Specialty;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.Wire;

/// What a provider takes of a request for embeddings.
///
/// @param inputs at most
/// @param tokens whether an input may be written in tokens
/// @param dimensions whether their number can be asked for
/// @param user whether it takes the word for whom they are made
public record EmbeddingLimits(int inputs, boolean tokens, boolean dimensions, boolean user) {
    /// `any array must be 2048 dimensions or less` (OpenAI's reference of `POST /embeddings`). What a compatible server does
    /// not take it refuses itself.
    private static final EmbeddingLimits OPENAI = new EmbeddingLimits(2_048, true, true, true);
    /// `input`: a text or a list of texts; `output_dimension` (Mistral's reference of `POST /v1/embeddings`).
    private static final EmbeddingLimits MISTRAL = new EmbeddingLimits(2_048, false, true, false);
    /// `EmbedRequest` of Ollama's OpenAI surface has `input`, `model`, `dimensions` and `encoding_format`, and reads texts alone.
    private static final EmbeddingLimits OLLAMA = new EmbeddingLimits(2_048, false, true, false);
    /// `BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch`, and a content is text.
    private static final EmbeddingLimits GEMINI = new EmbeddingLimits(100, false, true, false);
    /// Texts and nothing else.
    private static final EmbeddingLimits TEXTS = new EmbeddingLimits(2_048, false, false, false);

    public static EmbeddingLimits of(ModelEntry entry) {
        if (entry.provider().wire() == Wire.GEMINI) {
            return GEMINI;
        }
        if (entry.provider().wire() == Wire.SPRING_AI) {
            return TEXTS;
        }
        return switch (entry.provider().profile()) {
            case "mistral" -> MISTRAL;
            case "ollama" -> OLLAMA;
            default -> OPENAI;
        };
    }

    /// What it has no place for, or null where it takes all of it.
    public @Nullable LostParameter lost(Specialty.Embeddings asked) {
        if (asked.inputs().size() > inputs) {
            return new LostParameter("input", "takes " + inputs + " inputs in one request, and these are " + asked.inputs().size());
        }
        if (asked.hasTokens() && !tokens) {
            return new LostParameter("input", "takes texts, and an input is written in tokens");
        }
        if (asked.dimensions() != null && !dimensions) {
            return new LostParameter("dimensions", "takes no 'dimensions'");
        }
        return asked.user() != null && !user ? new LostParameter("user", "takes no 'user'") : null;
    }
}
