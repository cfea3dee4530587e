package signalbox.policy.catalogue;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import signalbox.policy.money.Price;

/// A model of the catalogue.
///
/// @param context tokens that fit, input and output together
/// @param output tokens of one answer at most
/// @param can `tools`, `images`, `json-schema`, ...
public record ModelEntry(
        ModelName name, Provider provider, Naming naming, long context, long output, Price price, SortedSet<String> can) {
    /// What a model can that makes embeddings, and what such a request wants.
    public static final String EMBEDDINGS = "embeddings";

    public ModelEntry {
        can = Collections.unmodifiableSortedSet(new TreeSet<>(can));
    }

    /// The provider's own name for it.
    public String id() {
        return naming.id();
    }

    /// Whether it makes embeddings.
    public boolean embeds() {
        return can.contains(EMBEDDINGS);
    }

    /// Whether it takes part in conversations: one that makes embeddings does only where it says so.
    public boolean chats() {
        return !embeds() || can.contains("chat");
    }
}
