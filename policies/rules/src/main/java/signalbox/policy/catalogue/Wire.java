package signalbox.policy.catalogue;

/// A message format between the host and a provider.
public enum Wire {
    OPENAI_CHAT("openai-chat"),
    OPENAI_RESPONSES("openai-responses"),
    ANTHROPIC_MESSAGES("anthropic-messages"),
    GEMINI("gemini"),
    /// Any Spring AI `ChatModel`.
    SPRING_AI("spring-ai"),
    /// The deterministic planner that ships with the product; not a language model.
    OFFLINE("offline");

    private final String word;

    Wire(String word) {
        this.word = word;
    }

    /// The word used in files.
    public String word() {
        return word;
    }
}
