package signalbox.kit.input;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What work asks that needs answers first: it is undone, and called again from the start once they have come.
///
/// @param asked by a key of the work's choice
/// @param state what the work wants to find again then; it travels through the client, sealed
public record InputRequired(Map<String, InputRequest> asked, String state) {
    public InputRequired {
        asked = Collections.unmodifiableMap(new LinkedHashMap<>(asked));
    }

    public static InputRequired one(String key, InputRequest question) {
        return new InputRequired(Map.of(key, question), "");
    }
}
