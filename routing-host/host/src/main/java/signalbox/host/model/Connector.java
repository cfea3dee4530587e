package signalbox.host.model;

import signalbox.policy.catalogue.ModelEntry;

/// Makes models of one kind of wire ready to be asked.
@FunctionalInterface
public interface Connector {
    Found connect(ModelEntry entry);

    /// A model, or why there is none.
    sealed interface Found {}

    record Ready(Model model) implements Found {}

    /// @param obstacle as the router and the caller are told, such as `no key in ${env:OPENAI_API_KEY}`
    record Missing(String obstacle) implements Found {}
}
