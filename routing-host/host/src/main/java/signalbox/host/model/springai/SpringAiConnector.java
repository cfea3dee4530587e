package signalbox.host.model.springai;

import java.util.Map;
import org.springframework.ai.chat.model.ChatModel;
import signalbox.host.model.Connector;
import signalbox.policy.catalogue.ModelEntry;

/// Connects the models of `wire: spring-ai`: one Spring AI `ChatModel` per provider of `models.yaml`.
public final class SpringAiConnector implements Connector, AutoCloseable {
    private final Map<String, ChatModel> byProvider;
    private final SpringAiCalls calls = new SpringAiCalls();

    /// @param byProvider by the provider's name in `models.yaml`; each without retries of its own
    public SpringAiConnector(Map<String, ChatModel> byProvider) {
        this.byProvider = Map.copyOf(byProvider);
    }

    @Override
    public Found connect(ModelEntry entry) {
        ChatModel model = byProvider.get(entry.provider().name());
        return model == null
                ? new Missing("provider '" + entry.provider().name() + "' has no Spring AI chat model in this process")
                : new Ready(new SpringAiModel(entry, model, calls));
    }

    @Override
    public void close() {
        calls.close();
    }
}
