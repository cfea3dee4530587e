package signalbox.host.fake;

import java.util.List;
import java.util.Map;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.node.ObjectNode;

/// One provider's side of a wire: what it refuses, how it answers, and what its model was shown.
public interface FakeWire {
    /// The provider profile it plays: `openai`, `mistral`, `anthropic`, ...
    String profile();

    Wire wire();

    /// What the real provider would answer 400 for; empty for a good request.
    List<String> faults(ObjectNode request);

    /// What is wrong with the address and headers, such as a key where none belongs.
    List<String> faults(String path, String query, Map<String, String> headers);

    ObjectNode answer(Said said, String model);

    ObjectNode error(String message);

    /// The results of the last tool turn, in the order shown; empty where the last entry is no tool turn.
    List<String> lastResults(ObjectNode request);

    /// The names of the tools declared, as shown.
    List<String> toolNames(ObjectNode request);

    static List<FakeWire> all() {
        return List.of(
                new FakeOpenAi("openai"),
                new FakeResponses(),
                new FakeAnthropic(),
                new FakeGemini("gemini"),
                new FakeOpenAi("mistral"),
                new FakeGemini("vertex"),
                new FakeOpenAi("deepseek"),
                new FakeOpenAi("ollama"));
    }
}
