package signalbox.host.turn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a model is asked for that is no turn of a conversation: one request, and one answer to it.
public sealed interface Specialty {
    /// What a model must be able to do for it, as `can` of `models.yaml` says; it is the kind of its step too.
    String ability();

    /// Vectors of inputs, one of each.
    ///
    /// @param dimensions of each vector, or null for the model's own number
    /// @param user the caller's word for whom it asks, or null
    record Embeddings(List<EmbeddingInput> inputs, @Nullable Integer dimensions, @Nullable String user) implements Specialty {
        public Embeddings {
            inputs = List.copyOf(inputs);
        }

        @Override
        public String ability() {
            return "embeddings";
        }

        /// Whether an input is written in tokens.
        public boolean hasTokens() {
            return inputs.stream().anyMatch(EmbeddingInput.Tokens.class::isInstance);
        }
    }

    /// One piece to be embedded.
    sealed interface EmbeddingInput {
        record Text(String text) implements EmbeddingInput {}

        /// By the numbers that the model's own tokenizer gives.
        record Tokens(List<Integer> tokens) implements EmbeddingInput {
            public Tokens {
                tokens = List.copyOf(tokens);
            }
        }
    }

    /// What comes of it.
    sealed interface Product {}

    /// In the order of the inputs, all of one length.
    record Vectors(List<float[]> vectors) implements Product {
        public Vectors {
            vectors = List.copyOf(vectors);
        }
    }
}
