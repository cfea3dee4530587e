package signalbox.host.run;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;
import tools.jackson.databind.json.JsonMapper;

/// A provider of OpenAI's chat completions whose model makes these calls, one a turn, and then says that it is done. It
/// counts how often it is asked for each turn.
final class ScriptedProvider implements AutoCloseable {
    /// @param arguments JSON
    record Call(String tool, String arguments) {}

    private final List<Call> calls;
    private final IntConsumer moment;
    private final Map<Integer, Integer> asked = new ConcurrentHashMap<>();
    private final ScriptedHttp http = new ScriptedHttp(this::answer);

    /// @param moment told of the turn that it is asked for, before it answers
    ScriptedProvider(List<Call> calls, IntConsumer moment) {
        this.calls = calls;
        this.moment = moment;
    }

    URI url() {
        return http.uri("/v1");
    }

    /// How often it was asked for each turn.
    Map<Integer, Integer> asked() {
        return Map.copyOf(asked);
    }

    void forget() {
        asked.clear();
    }

    @Override
    public void close() {
        http.close();
    }

    private Answer answer(ScriptedHttp.Seen seen) {
        var request = JsonMapper.shared().readTree(seen.body());
        int turn = (int) request.path("messages").valueStream()
                .filter(message -> message.path("role").asString().equals("tool"))
                .count();
        asked.merge(turn, 1, Integer::sum);
        moment.accept(turn);
        var message = JsonMapper.shared().createObjectNode().put("role", "assistant");
        if (turn < calls.size()) {
            var function = message.putArray("tool_calls").addObject().put("id", "call_" + turn).put("type", "function").putObject("function");
            function.put("name", calls.get(turn).tool()).put("arguments", calls.get(turn).arguments());
        } else {
            message.put("content", "done");
        }
        var body = JsonMapper.shared().createObjectNode().put("id", "c").put("object", "chat.completion").put("model", "large");
        var choice = body.putArray("choices").addObject().put("index", 0).put("finish_reason", turn < calls.size() ? "tool_calls" : "stop");
        choice.set("message", message);
        body.putObject("usage").put("prompt_tokens", 10).put("completion_tokens", 5).put("total_tokens", 15);
        return Answer.json(body.toString());
    }
}
