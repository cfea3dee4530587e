package signalbox.kit.ask;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What work asks that cannot go on without answers: it is undone, and called again from its start once they are there.
///
/// @param asked by a key of the work's choice
/// @param state what the work wants to find again then; it travels through the client, sealed
public record Questions(Map<String, Question> asked, String state) {
    public Questions {
        asked = Collections.unmodifiableMap(new LinkedHashMap<>(asked));
    }

    public static Questions one(String key, Question question) {
        return new Questions(Map.of(key, question), "");
    }
}
