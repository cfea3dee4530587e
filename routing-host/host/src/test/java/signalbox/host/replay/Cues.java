package signalbox.host.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import signalbox.host.fake.Said;
import signalbox.host.fake.StrictProviders.Asked;
import signalbox.host.wire.WireJson;
import tools.jackson.databind.node.ObjectNode;

/// What the models say, written beforehand for each conversation. A conversation is told by its mark, a word of its
/// first message; whichever provider is asked next, the next line of that conversation is said.
final class Cues implements Function<Asked, Said> {
    private static final String SILENCE = "nothing more is written for this conversation";

    private final Map<String, Deque<Function<Asked, Said>>> lines = new ConcurrentHashMap<>();
    private final Map<String, List<Asked>> asked = new ConcurrentHashMap<>();

    /// @param mark in square brackets, so that no mark is part of another
    void write(String mark, List<Said> said) {
        direct(mark, said.stream().map(line -> (Function<Asked, Said>) _ -> line).toList());
    }

    void write(String mark, Said... said) {
        write(mark, List.of(said));
    }

    /// Lines that look at the request they answer.
    void direct(String mark, List<Function<Asked, Said>> said) {
        lines.put(mark, new ArrayDeque<>(said));
        asked.put(mark, new CopyOnWriteArrayList<>());
    }

    /// The requests of this conversation, in order.
    List<Asked> asked(String mark) {
        return List.copyOf(asked.getOrDefault(mark, List.of()));
    }

    /// The results that the model was shown with its last request.
    List<String> lastResults(String mark) {
        return asked(mark).getLast().lastResults();
    }

    void forget(String mark) {
        lines.remove(mark);
        asked.remove(mark);
    }

    @Override
    public Said apply(Asked request) {
        var text = WireJson.write(request.request());
        for (var mark : lines.keySet()) {
            if (text.contains(mark)) {
                asked.getOrDefault(mark, new ArrayList<>()).add(request);
                var next = lines.getOrDefault(mark, new ArrayDeque<>()).poll();
                return next == null ? Said.text(SILENCE) : next.apply(request);
            }
        }
        return Said.text(SILENCE);
    }

    static Said.Call call(String tool, String arguments) {
        return new Said.Call(tool, (ObjectNode) WireJson.parse(arguments));
    }
}
